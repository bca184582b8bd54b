namespace Tarn.Protocols.Aws.Signing;

/// <summary>What the signature says of the body: the values of <c>x-amz-content-sha256</c>.</summary>
internal abstract record PayloadKind
{
    public const string UnsignedText = "UNSIGNED-PAYLOAD";

    private const string UnsignedTrailerText = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    private const string SignedChunksText = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private const string SignedTrailerText = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    private const int HashLength = 64;

    private PayloadKind()
    {
    }

    /// <summary>The body is not covered.</summary>
    public sealed record Unsigned : PayloadKind;

    /// <summary>The body has this SHA-256.</summary>
    /// <param name="Sha256">64 hexadecimal digits in lower case.</param>
    public sealed record Hashed(string Sha256) : PayloadKind;

    /// <summary>The body comes in <c>aws-chunked</c> frames.</summary>
    /// <param name="IsSigned">Each chunk carries a signature that covers it and all before it.</param>
    /// <param name="HasTrailer">Headers follow the last chunk.</param>
    public sealed record Chunked(bool IsSigned, bool HasTrailer) : PayloadKind;

    /// <exception cref="SignatureException">It is none of the values.</exception>
    public static PayloadKind Parse(string text) => text switch
    {
        UnsignedText => new Unsigned(),
        UnsignedTrailerText => new Chunked(IsSigned: false, HasTrailer: true),
        SignedChunksText => new Chunked(IsSigned: true, HasTrailer: false),
        SignedTrailerText => new Chunked(IsSigned: true, HasTrailer: true),
        { Length: HashLength } when text.All(char.IsAsciiHexDigit) => new Hashed(text.ToLowerInvariant()),
        _ => throw new SignatureException(
            SignatureProblem.Malformed,
            $"x-amz-content-sha256 is '{text}', expected a SHA-256 in hexadecimal digits, {UnsignedText} or one of the"
            + " STREAMING values"),
    };
}
