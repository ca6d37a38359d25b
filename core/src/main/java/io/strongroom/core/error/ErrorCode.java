package io.strongroom.core.error;

/**
 * Every error code that can reach a caller, with its HTTP status and how its body spells the text.
 *
 * <p>Source: the service models of Secrets Manager, 2017-10-17, for {@link Body#MODELLED} codes, of
 * KMS, 2014-11-01, for {@link Body#KMS} codes, of Lambda, 2015-03-31, for {@link Body#LAMBDA}
 * codes, and of IAM, 2010-05-08, for {@link Body#IAM} codes and the names of the Query protocol;
 * the common errors of the protocols for {@link Body#FRAMEWORK} codes.
 */
public enum ErrorCode {
  DECRYPTION_FAILURE("DecryptionFailure", 400, Body.MODELLED),
  ENCRYPTION_FAILURE("EncryptionFailure", 400, Body.MODELLED),
  INTERNAL_SERVICE_ERROR("InternalServiceError", 500, Body.MODELLED, "ServiceFailure", 500),
  INVALID_NEXT_TOKEN("InvalidNextTokenException", 400, Body.MODELLED),
  INVALID_PARAMETER("InvalidParameterException", 400, Body.MODELLED),
  INVALID_REQUEST("InvalidRequestException", 400, Body.MODELLED),
  LIMIT_EXCEEDED("LimitExceededException", 400, Body.MODELLED, "LimitExceeded", 409),
  MALFORMED_POLICY_DOCUMENT(
      "MalformedPolicyDocumentException", 400, Body.MODELLED, "MalformedPolicyDocument", 400),
  PRECONDITION_NOT_MET("PreconditionNotMetException", 400, Body.MODELLED),
  PUBLIC_POLICY("PublicPolicyException", 400, Body.MODELLED),
  RESOURCE_EXISTS("ResourceExistsException", 400, Body.MODELLED),
  RESOURCE_NOT_FOUND("ResourceNotFoundException", 400, Body.MODELLED),

  ALIAS_EXISTS("AlreadyExistsException", 400, Body.KMS),
  DRY_RUN("DryRunOperationException", 400, Body.KMS),
  INCORRECT_KEY("IncorrectKeyException", 400, Body.KMS),
  INVALID_ALIAS_NAME("InvalidAliasNameException", 400, Body.KMS),
  INVALID_ARN("InvalidArnException", 400, Body.KMS),
  INVALID_CIPHERTEXT("InvalidCiphertextException", 400, Body.KMS),
  INVALID_GRANT_ID("InvalidGrantIdException", 400, Body.KMS),
  INVALID_GRANT_TOKEN("InvalidGrantTokenException", 400, Body.KMS),
  INVALID_MARKER("InvalidMarkerException", 400, Body.KMS),
  KEY_DISABLED("DisabledException", 400, Body.KMS),
  KEY_INVALID_STATE("KMSInvalidStateException", 400, Body.KMS),
  KEY_LIMIT_EXCEEDED("LimitExceededException", 400, Body.KMS),
  KEY_NOT_FOUND("NotFoundException", 400, Body.KMS),
  KEY_POLICY_MALFORMED("MalformedPolicyDocumentException", 400, Body.KMS),
  KEY_TAG("TagException", 400, Body.KMS),
  KMS_INTERNAL("KMSInternalException", 500, Body.KMS),
  UNSUPPORTED_OPERATION("UnsupportedOperationException", 400, Body.KMS),

  CONCURRENT_MODIFICATION("ConcurrentModification", 409),
  DELETE_CONFLICT("DeleteConflict", 409),
  ENTITY_ALREADY_EXISTS("EntityAlreadyExists", 409),
  ENTITY_TEMPORARILY_UNMODIFIABLE("EntityTemporarilyUnmodifiable", 409),
  INVALID_INPUT("InvalidInput", 400),
  NO_SUCH_ENTITY("NoSuchEntity", 404),
  OPEN_ID_IDP_COMMUNICATION("OpenIdIdpCommunicationError", 400),
  POLICY_EVALUATION("PolicyEvaluation", 500),
  POLICY_NOT_ATTACHABLE("PolicyNotAttachable", 400),
  UNMODIFIABLE_ENTITY("UnmodifiableEntity", 400),

  EXPIRED_IDENTITY_TOKEN("ExpiredTokenException", 400, Body.STS),
  IDP_COMMUNICATION("IDPCommunicationErrorException", 400, Body.STS, "IDPCommunicationError", 400),
  IDP_REJECTED_CLAIM("IDPRejectedClaimException", 403, Body.STS, "IDPRejectedClaim", 403),
  INVALID_IDENTITY_TOKEN(
      "InvalidIdentityTokenException", 400, Body.STS, "InvalidIdentityToken", 400),
  PACKED_POLICY_TOO_LARGE(
      "PackedPolicyTooLargeException", 400, Body.STS, "PackedPolicyTooLarge", 400),

  ACCOUNT_ALREADY_CLOSED("AccountAlreadyClosedException", 400, Body.ORGANIZATIONS),
  ACCOUNT_NOT_FOUND("AccountNotFoundException", 400, Body.ORGANIZATIONS),
  CONSTRAINT_VIOLATION("ConstraintViolationException", 400, Body.ORGANIZATIONS),
  CREATE_ACCOUNT_STATUS_NOT_FOUND("CreateAccountStatusNotFoundException", 400, Body.ORGANIZATIONS),
  ORGANIZATIONS_INVALID_INPUT("InvalidInputException", 400, Body.ORGANIZATIONS),
  ORGANIZATIONS_NOT_IN_USE("AWSOrganizationsNotInUseException", 400, Body.ORGANIZATIONS),

  LAMBDA_CODE_STORAGE("CodeStorageExceededException", 400, Body.LAMBDA),
  LAMBDA_CONFLICT("ResourceConflictException", 409, Body.LAMBDA),
  LAMBDA_INVALID_CONTENT("InvalidRequestContentException", 400, Body.LAMBDA),
  LAMBDA_INVALID_PARAMETER("InvalidParameterValueException", 400, Body.LAMBDA),
  LAMBDA_INVALID_RUNTIME("InvalidRuntimeException", 502, Body.LAMBDA),
  LAMBDA_NOT_FOUND("ResourceNotFoundException", 404, Body.LAMBDA),
  LAMBDA_POLICY_LENGTH("PolicyLengthExceededException", 400, Body.LAMBDA),
  LAMBDA_PRECONDITION("PreconditionFailedException", 412, Body.LAMBDA),
  LAMBDA_SERVICE("ServiceException", 500, Body.LAMBDA),
  LAMBDA_TOO_LARGE("RequestTooLargeException", 413, Body.LAMBDA),
  LAMBDA_TOO_MANY_REQUESTS("TooManyRequestsException", 429, Body.LAMBDA),

  ACCESS_DENIED("AccessDeniedException", 400, Body.MODELLED, "AccessDenied", 403),
  EXPIRED_TOKEN("ExpiredTokenException", 400, "ExpiredToken", 403),
  INCOMPLETE_SIGNATURE("IncompleteSignatureException", 400, "IncompleteSignature", 403),
  INVALID_SIGNATURE("InvalidSignatureException", 400, "SignatureDoesNotMatch", 403),
  MISSING_AUTHENTICATION_TOKEN(
      "MissingAuthenticationTokenException", 400, "MissingAuthenticationToken", 403),
  NOT_AUTHORIZED("NotAuthorizedException", 400, "NotAuthorized", 400),
  SERIALIZATION("SerializationException", 400, "MalformedInput", 400),
  SERVICE_UNAVAILABLE("ServiceUnavailable", 503, "ServiceUnavailable", 503),
  THROTTLING("ThrottlingException", 400, "Throttling", 400),
  UNKNOWN_OPERATION("UnknownOperationException", 400, "InvalidAction", 400),
  UNRECOGNIZED_CLIENT("UnrecognizedClientException", 400, "InvalidClientTokenId", 403),
  VALIDATION("ValidationException", 400, "ValidationError", 400);

  /** How the body of an error names its text. */
  public enum Body {
    /** {@code {"__type":…,"Message":…}}: errors of the service model. */
    MODELLED("Message"),
    /** {@code {"__type":…,"message":…}}: errors of the service model of KMS. */
    KMS("message"),
    /** Errors of the service model of IAM, which has no JSON protocol. */
    IAM("Message"),
    /** Errors of the service model of STS, which has no JSON protocol. */
    STS("Message"),
    /** {@code {"__type":…,"Message":…}}: errors of the service model of Organizations. */
    ORGANIZATIONS("Message"),
    /** Errors of the service model of Lambda, which spell the text either way. */
    LAMBDA("Message"),
    /** {@code {"__type":…,"message":…}}: errors of the front end, before an operation runs. */
    FRAMEWORK("message");

    private final String textMember;

    Body(String textMember) {
      this.textMember = textMember;
    }

    /** Returns the JSON member that carries the text. */
    public String textMember() {
      return textMember;
    }
  }

  private final String wireName;
  private final int status;
  private final Body body;
  private final String queryName;
  private final int queryStatus;

  /** An error of IAM, whose shapes are named like the error with a word at the end. */
  ErrorCode(String queryName, int status) {
    this(queryName + "Exception", status, Body.IAM, queryName, status);
  }

  ErrorCode(String wireName, int status, Body body) {
    this(wireName, status, body, wireName, status);
  }

  /** A code of the front end, which has another name in the Query protocol. */
  ErrorCode(String wireName, int status, String queryName, int queryStatus) {
    this(wireName, status, Body.FRAMEWORK, queryName, queryStatus);
  }

  ErrorCode(String wireName, int status, Body body, String queryName, int queryStatus) {
    this.wireName = wireName;
    this.status = status;
    this.body = body;
    this.queryName = queryName;
    this.queryStatus = queryStatus;
  }

  /** Returns the value of {@code __type} in the body, without a namespace. */
  public String wireName() {
    return wireName;
  }

  /** Returns the HTTP status, which in the JSON protocol is 400 for every fault of the caller. */
  public int status() {
    return status;
  }

  /** Returns the value of {@code Code} in an answer of the Query protocol. */
  public String queryName() {
    return queryName;
  }

  /** Returns the HTTP status of an answer of the Query protocol. */
  public int queryStatus() {
    return queryStatus;
  }

  /** Returns how the body of this error names its text. */
  public Body body() {
    return body;
  }

  /** Tells whether the fault is the server's, so that a stack trace and a log line are due. */
  public boolean isServerFault() {
    return status >= 500 && this != LAMBDA_INVALID_RUNTIME;
  }
}
