using System.Globalization;
using Tarn.Protocols.Aws.Signing;
using Tarn.Storage;

namespace Tarn.Protocols.Aws.S3.Buckets;

/// <summary>What a listing asks for.</summary>
internal sealed record ListingQuery
{
    private const int KeysDefault = 1000;

    public required KeyRange Range { get; init; }

    public int KeysMax { get; init; } = KeysDefault;

    /// <summary>Whether keys are written percent-encoded, since XML cannot hold them all.</summary>
    public bool IsEncoded { get; init; }

    /// <exception cref="Aws.Wire.AwsException"><c>InvalidArgument</c>.</exception>
    public static ListingQuery Of(S3Call call, string? after) => new()
    {
        Range = new KeyRange
        {
            Prefix = call.Query("prefix") ?? "",
            Delimiter = call.Query("delimiter") is { Length: > 0 } delimiter ? delimiter : null,
            After = after is { Length: > 0 } ? after : null,
        },
        KeysMax = ReadKeysMax(call.Query("max-keys")),
        IsEncoded = call.Query("encoding-type") switch
        {
            null => false,
            "url" => true,
            string other => throw S3Errors.InvalidArgument(
                "Invalid Encoding Method specified in Request", "encoding-type", other),
        },
    };

    /// <summary>As it is written in the answer.</summary>
    public string Encode(string key) => IsEncoded ? PercentEncoding.EncodePath(key) : key;

    private static int ReadKeysMax(string? text) => text is null ? KeysDefault
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? Math.Min(number, KeysDefault)
            : throw S3Errors.InvalidArgument(
                "Provided max-keys not an integer or within integer range", "max-keys", text);
}
