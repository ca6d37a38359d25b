package io.strongroom.core.secret;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The form that a partner gives the values of its secrets: a JSON object with certain members. Its
 * name is the secret's {@code Type}.
 *
 * <p>Source: user guide, "Managed external secrets partners" and the page of each partner, where
 * members that are not marked as optional are required.
 *
 * @param type the exact name
 * @param required the members that a value must have
 */
public record PartnerFormat(String type, List<String> required) {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private static final Map<String, PartnerFormat> ALL =
      Map.ofEntries(
          entry("BigIDClientSecret", "hostname", "refreshToken"),
          entry("CiscoSecurityPlatformApiKey"),
          entry("ConfluentCloudApiKey", "apiKey", "apiSecret", "serviceAccountId"),
          entry("DatabricksPAT", "token", "tokenId", "workspaceUrl"),
          entry("DatabricksSPSecret"),
          entry(
              "DatadogAdminKey",
              "adminApiKey",
              "adminApiKeyId",
              "adminAppKey",
              "adminAppKeyId",
              "serviceAccountId",
              "site"),
          entry("DatadogApiKey", "apiKey", "apiKeyId"),
          entry("DatadogApplicationKey", "appKey", "appKeyId", "serviceAccountId"),
          entry("GitLabAccessToken", "token", "tokenId", "gitlabUrl"),
          entry("JenkinsApiToken", "apiToken", "tokenUuid", "username", "jenkinsUrl"),
          entry(
              "MongoDBAtlasDatabaseUser",
              "username",
              "password",
              "clusterUrl",
              "databaseName",
              "groupId"),
          entry("MongoDBAtlasServiceAccount", "clientId", "clientSecret", "orgId"),
          entry("NetskopeApiToken", "apiToken", "tenantUrl", "serviceAccountName"),
          entry("PaddleApiKey", "api_key"),
          entry(
              "SalesforceClientSecret",
              "consumerKey",
              "consumerSecret",
              "baseUri",
              "appId",
              "consumerId"),
          entry("SnowflakeKeyPairAuthentication", "account", "user", "privateKey", "publicKey"),
          entry("SnowflakePat", "account", "user", "privateKey", "patTokenName", "patTokenValue"));

  /** Copies the list. */
  public PartnerFormat {
    required = List.copyOf(required);
  }

  private static Map.Entry<String, PartnerFormat> entry(String type, String... required) {
    return Map.entry(type, new PartnerFormat(type, List.of(required)));
  }

  /** Returns the format of that name, or null if no partner is known by it. */
  public static @Nullable PartnerFormat of(String type) {
    return ALL.get(type);
  }

  /** Returns the names of all formats, in no order. */
  public static Set<String> types() {
    return ALL.keySet();
  }

  /**
   * Tells whether a value is a JSON object that has each required member once, and something under
   * it. What is under it is not looked at.
   */
  public boolean fits(SecretValue value) {
    return value instanceof SecretValue.Text(var text) && text.use(this::fits);
  }

  private boolean fits(byte[] text) {
    Set<String> missing = new HashSet<>(required);
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken under = json.nextToken();
        if (required.contains(name) && (under == JsonToken.VALUE_NULL || !missing.remove(name))) {
          return false;
        }
        json.skipChildren();
      }
      return json.currentToken() == JsonToken.END_OBJECT
          && json.nextToken() == null
          && missing.isEmpty();
    } catch (IOException notJson) {
      return false;
    }
  }
}
