package io.strongroom.iam.policy;

import static io.strongroom.iam.policy.Policies.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyPrinterTest {

  @Test
  @DisplayName("A policy comes back in the form of recorded answers, members in their order")
  void policyIsReformatted() {
    String sent =
        json(
            "{'Version':'2012-10-17','Statement':[{'Sid':'a','Effect':'Allow','Principal':"
                + "{'AWS':'arn:aws:iam::123456789012:root'},'Action':['secretsmanager:Get*',"
                + "'secretsmanager:List*'],'Resource':'*','Condition':{'Bool':{'aws:ViaAWSService'"
                + ":true},'NumericLessThan':{'a:b':1.50}}},{'Effect':'Deny'}],'Id':''}");
    String shown =
        json(
            """
            {
              'Version' : '2012-10-17',
              'Statement' : [ {
                'Sid' : 'a',
                'Effect' : 'Allow',
                'Principal' : {
                  'AWS' : 'arn:aws:iam::123456789012:root'
                },
                'Action' : [ 'secretsmanager:Get*', 'secretsmanager:List*' ],
                'Resource' : '*',
                'Condition' : {
                  'Bool' : {
                    'aws:ViaAWSService' : true
                  },
                  'NumericLessThan' : {
                    'a:b' : 1.50
                  }
                }
              }, {
                'Effect' : 'Deny'
              } ],
              'Id' : ''
            }""");
    assertEquals(shown, PolicyPrinter.pretty(sent));
    assertEquals(shown, PolicyPrinter.pretty(shown));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{},{ }",
        "[],[ ]",
        "`[1,[2]]`,`[ 1, [ 2 ] ]`",
        "null,null",
        "1e400,1e400",
        "-0,-0",
        "false,false"
      })
  void smallThingsKeepTheirText(String sent, String shown) {
    assertEquals(shown, PolicyPrinter.pretty(sent));
  }

  @Test
  void textsAreEscapedWhereTheyMustBe() {
    String sent = "\"a\\u0022\\u005c\\/\\n\\u0001\\u00e9é\"";
    assertEquals("\"a\\\"\\\\/\\n\\u0001éé\"", PolicyPrinter.pretty(sent));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{'a':1,'a':2}", "x"})
  void whatWasNeverAcceptedCannotBePrinted(String text) {
    assertThrows(IllegalArgumentException.class, () -> PolicyPrinter.pretty(json(text)));
  }
}
