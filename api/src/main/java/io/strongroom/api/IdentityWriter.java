package io.strongroom.api;

import io.strongroom.api.shape.JsonOut;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import io.strongroom.iam.session.Session;
import io.strongroom.iam.sigv4.SigV4Verifier;
import org.jspecify.annotations.Nullable;

/**
 * Writes who called. Source: CloudTrail User Guide, "CloudTrail userIdentity element".
 *
 * @param out where it is written to
 */
record IdentityWriter(JsonOut out) {

  private static final int MIN_KEY_ID = 16;
  private static final int MAX_KEY_ID = 32;

  /** Writes the identity of whoever sent a request. */
  void write(Trail trail) {
    Caller caller = trail.caller();
    if (caller != null) {
      write(caller);
    } else if (trail.fault() == null) {
      out.literal("{\"type\":\"WebIdentityUser\"}");
    } else {
      String claimed = SigV4Verifier.claimedKeyId(trail.request());
      unknown(out, claimed != null && isKeyId(claimed) ? claimed : null);
    }
  }

  /** Writes somebody of whom at most a key id is known, which nothing has proved. */
  static void unknown(JsonOut out, @Nullable String claimedKeyId) {
    out.literal("{\"type\":\"Unknown\"");
    if (claimedKeyId != null) {
      out.literal(",\"accessKeyId\":");
      out.text(claimedKeyId);
    }
    out.raw('}');
  }

  private void write(Caller caller) {
    Principal.OfAccount principal = caller.principal();
    out.literal("{\"type\":\"");
    out.literal(
        switch (principal) {
          case Principal.Root _ -> "Root";
          case Principal.User _ -> "IAMUser";
          case Principal.RoleSession _ -> "AssumedRole";
        });
    out.literal("\",\"principalId\":");
    out.text(principal.userId());
    text("arn", principal.arn());
    text("accountId", principal.account().digits());
    String keyId = caller.accessKeyId();
    if (keyId != null && isShown(keyId)) {
      text("accessKeyId", keyId);
    }
    if (principal instanceof Principal.User user) {
      text("userName", user.name());
    }
    if (caller.session() != null) {
      session(principal, caller.session());
    }
    out.raw('}');
  }

  /** In development any text can be a key id, and the digits of an account are one. */
  private static boolean isShown(String keyId) {
    return isKeyId(keyId) || AccountId.isAccountId(keyId);
  }

  /** Tells whether a text is certainly an access key id, and no secret that was sent for one. */
  private static boolean isKeyId(String text) {
    if (text.length() < MIN_KEY_ID || text.length() > MAX_KEY_ID) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean capital = c >= 'A' && c <= 'Z';
      if (!capital && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private void session(Principal.OfAccount principal, Session session) {
    out.literal(",\"sessionContext\":{");
    if (principal instanceof Principal.RoleSession role) {
      out.literal("\"sessionIssuer\":{\"type\":\"Role\",\"principalId\":");
      out.text(role.roleId());
      text("arn", role.principalArn());
      text("accountId", role.account().digits());
      text("userName", role.roleName());
      out.literal("},");
    }
    if (session.federatedProvider() != null) {
      out.literal("\"webIdFederationData\":{\"federatedProvider\":");
      out.text(session.federatedProvider());
      out.literal("},");
    }
    out.literal("\"attributes\":{\"creationDate\":");
    out.text(session.issued().toString());
    out.literal(",\"mfaAuthenticated\":\"false\"}");
    if (session.sourceIdentity() != null) {
      text("sourceIdentity", session.sourceIdentity());
    }
    out.raw('}');
  }

  private void text(String name, String value) {
    out.raw(',');
    out.key(name);
    out.text(value);
  }
}
