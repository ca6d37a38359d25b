package io.strongroom.api;

import java.util.List;

/**
 * What operations of Lambda need: method, target and body, with a space between them. Source:
 * Service Authorization Reference, "Actions defined by AWS Lambda"; Lambda API Reference.
 */
final class PermissionRowsOfFunctions {
  private static final String FN = "${fn}";
  private static final String NEW = LambdaRoom.ARN + "new";

  private PermissionRowsOfFunctions() {}

  private static PermissionRow row(String name, String request) {
    return PermissionRow.of("lambda:" + name, request);
  }

  /** A request about a function that needs the operation's own permission. */
  private static PermissionRow about(String name, String request) {
    return row(name, request).on("lambda:" + name, FN);
  }

  /** Returns a request that creates a function. */
  static String creating(String name, String more) {
    return "POST /2015-03-31/functions "
        + "{\"FunctionName\":\"%s\",\"Runtime\":\"python3.13\",\"Handler\":\"main.handler\","
            .formatted(name)
        + "\"Role\":\"${runner}\",\"Code\":{\"ZipFile\":\"${zip}\"}"
        + more
        + "}";
  }

  static List<PermissionRow> all() {
    return List.of(
        about(
                "AddPermission",
                "POST ${fn-path}/policy {\"StatementId\":\"two\",\"Action\":"
                    + "\"lambda:InvokeFunction\",\"Principal\":\"events.amazonaws.com\"}")
            .telling("201"),
        row("CreateFunction", creating("new", ""))
            .on("lambda:CreateFunction", NEW)
            .passing("${runner}")
            .telling("201"),
        row("CreateFunction", creating("new", ",\"Tags\":{\"k\":\"v\"}"))
            .on("lambda:CreateFunction", NEW)
            .on("lambda:TagResource", NEW)
            .passing("${runner}")
            .telling("201"),
        about("DeleteFunction", "DELETE ${fn-path}").telling("204"),
        row("GetAccountSettings", "GET /2016-08-19/account-settings")
            .on("lambda:GetAccountSettings", "*"),
        about("GetFunction", "GET ${fn-path}"),
        about("GetFunctionConfiguration", "GET ${fn-path}/configuration"),
        about("GetPolicy", "GET ${fn-path}/policy"),
        row("Invoke", "POST ${fn-path}/invocations {}").on("lambda:InvokeFunction", FN),
        row("ListFunctions", "GET /2015-03-31/functions").on("lambda:ListFunctions", "*"),
        about("ListTags", "GET ${fn-tags}"),
        about("ListVersionsByFunction", "GET ${fn-path}/versions"),
        about("RemovePermission", "DELETE ${fn-path}/policy/one").telling("204"),
        about("TagResource", "POST ${fn-tags} {\"Tags\":{\"k\":\"v\"}}").telling("204"),
        about("UntagResource", "DELETE ${fn-tags}?tagKeys=k").telling("204"),
        about("UpdateFunctionCode", "PUT ${fn-path}/code {\"ZipFile\":\"${zip}\"}"),
        about("UpdateFunctionConfiguration", "PUT ${fn-path}/configuration {\"Timeout\":9}"),
        row("UpdateFunctionConfiguration", "PUT ${fn-path}/configuration {\"Role\":\"${runner}\"}")
            .on("lambda:UpdateFunctionConfiguration", FN)
            .passing("${runner}"));
  }
}
