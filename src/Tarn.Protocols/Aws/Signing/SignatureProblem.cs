namespace Tarn.Protocols.Aws.Signing;

/// <summary>Why a request is not let in. Each wire family has its own code for each.</summary>
internal enum SignatureProblem
{
    /// <summary>Nothing is signed, where something must be.</summary>
    Missing,

    /// <summary>The header or the query parameters are not what Signature Version 4 says.</summary>
    Malformed,

    /// <summary>No such access key.</summary>
    UnknownKey,

    /// <summary>A session token that this lake did not make, or made for another key.</summary>
    BadToken,

    /// <summary>The session is over.</summary>
    ExpiredToken,

    /// <summary>The signature, or a hash it covers, is another.</summary>
    Mismatch,

    /// <summary>The clocks are too far apart.</summary>
    Skewed,

    /// <summary>A presigned URL is too old.</summary>
    Expired,

    /// <summary>A header that must be signed is not.</summary>
    UnsignedHeader,

    /// <summary>The body is not the one whose hash was signed.</summary>
    PayloadMismatch,

    /// <summary>A chunked body is not framed as it should be, or ends early.</summary>
    IncompleteBody,
}
