using Tarn.Common;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Kms;

/// <summary>The errors of KMS, as its API reference names them.</summary>
internal static class KmsErrors
{
    public static AwsException? Of(TarnException exception) => exception.Code switch
    {
        ErrorCodes.UnknownName => new("NotFoundException", exception.Message),
        ErrorCodes.KeyDisabled => new("DisabledException", exception.Message),
        ErrorCodes.KeyState => new("KMSInvalidStateException", exception.Message),
        ErrorCodes.BadCiphertext => new("InvalidCiphertextException", exception.Message),
        ErrorCodes.AliasExists => new("AlreadyExistsException", exception.Message),
        ErrorCodes.MasterKey => new("KMSInternalException", exception.Message, 500),
        _ => null,
    };

    public static AwsException Unsupported(string message) => new("UnsupportedOperationException", message);

    public static AwsException Validation(string message) => new("ValidationException", message);

    /// <summary>As <c>Value at 'plaintext' failed to satisfy constraint: …</c>.</summary>
    public static AwsException Constraint(string member, string constraint) => Validation(
        $"1 validation error detected: Value at '{member}' failed to satisfy constraint: {constraint}");
}
