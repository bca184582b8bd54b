namespace Tarn.Protocols.Aws.Athena;

/// <summary>How much of a list an answer has.</summary>
internal static class PageSize
{
    public const int ListMax = 50;

    /// <exception cref="Wire.AwsException">It is more than allowed, or less than one.</exception>
    public static int Of(int? wanted, int allowed) => wanted switch
    {
        null => allowed,
        < 1 => throw AthenaErrors.Invalid("MaxResults must be at least 1"),
        int count when count > allowed =>
            throw AthenaErrors.Invalid($"MaxResults is more than maximum allowed length {allowed}"),
        int count => count,
    };
}
