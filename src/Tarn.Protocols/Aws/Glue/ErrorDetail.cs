using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue;

/// <summary>What went wrong with one of the things of a batch.</summary>
internal sealed record ErrorDetail(string ErrorCode, string ErrorMessage)
{
    public static ErrorDetail Of(AwsException exception) => new(exception.Code, exception.Message);
}
