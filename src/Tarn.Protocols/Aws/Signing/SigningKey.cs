using System.Security.Cryptography;
using System.Text;

namespace Tarn.Protocols.Aws.Signing;

/// <summary>The key that a secret gives for one day, region and service ("Derive a signing key").</summary>
internal sealed class SigningKey
{
    private readonly byte[] _key;

    public SigningKey(string secret, CredentialScope scope)
    {
        byte[] day = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + secret), Encoding.UTF8.GetBytes(scope.Date));
        byte[] region = HMACSHA256.HashData(day, Encoding.UTF8.GetBytes(scope.Region));
        byte[] service = HMACSHA256.HashData(region, Encoding.UTF8.GetBytes(scope.Service));
        _key = HMACSHA256.HashData(service, "aws4_request"u8);
    }

    /// <summary>The signature of the text: 64 hexadecimal digits in lower case.</summary>
    public string Sign(string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));

    /// <summary>Compares in a time that does not tell how much of it is right.</summary>
    public bool IsSignature(string text, string signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(text)), Encoding.UTF8.GetBytes(signature));
}
