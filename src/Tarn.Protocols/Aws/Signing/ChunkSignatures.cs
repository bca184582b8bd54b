using System.Security.Cryptography;

namespace Tarn.Protocols.Aws.Signing;

/// <summary>
/// The chain of signatures of a chunked body: each covers its chunk and the signature before it ("Signature
/// calculations: transferring payload in multiple chunks").
/// </summary>
internal sealed class ChunkSignatures(VerifiedSignature head) : IDisposable
{
    private static readonly string EmptyHash = CanonicalRequest.Hash([]);

    private readonly IncrementalHash _chunk = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private string _previous = head.Signature;

    /// <summary>Takes in bytes of the chunk that is being read.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => _chunk.AppendData(bytes);

    /// <exception cref="SignatureException">The chunk that ends here is not the signed one.</exception>
    public void EndChunk(string signature)
    {
        string hash = Convert.ToHexStringLower(_chunk.GetHashAndReset());
        Require("AWS4-HMAC-SHA256-PAYLOAD", $"{EmptyHash}\n{hash}", signature);
    }

    /// <param name="trailer">Lines <c>name:value\n</c> as they were signed.</param>
    /// <param name="signature">Of the trailer.</param>
    /// <exception cref="SignatureException">The trailer is not the signed one.</exception>
    public void EndTrailer(string trailer, string signature) =>
        Require("AWS4-HMAC-SHA256-TRAILER", CanonicalRequest.Hash(trailer), signature);

    public void Dispose() => _chunk.Dispose();

    private void Require(string algorithm, string hashes, string signature)
    {
        string toSign = $"{algorithm}\n{head.Timestamp}\n{head.Scope}\n{_previous}\n{hashes}";
        if (!head.Key.IsSignature(toSign, signature))
        {
            throw new SignatureException(
                SignatureProblem.Mismatch, "the signature of a part of the body is not the one of its bytes");
        }

        _previous = signature;
    }
}
