namespace Tarn.Protocols.Aws.Signing;

/// <summary>
/// What a signing key is good for: <c>20261121/us-east-1/s3/aws4_request</c>. The service says whom a request on the
/// one port is for.
/// </summary>
internal sealed record CredentialScope(string Date, string Region, string Service)
{
    private const string Terminator = "aws4_request";

    /// <summary>Reads <c>KEY/DATE/REGION/SERVICE/aws4_request</c>; null when it is no such text.</summary>
    public static (string AccessKeyId, CredentialScope Scope)? TryParse(string credential)
    {
        // Ids of keys may hold slashes in theory, so the scope is taken from the end.
        string[] parts = credential.Split('/');
        if (parts.Length < 5 || parts[^1] != Terminator || parts.Any(part => part.Length == 0))
        {
            return null;
        }

        bool isDate = parts[^4].Length == 8 && parts[^4].All(char.IsAsciiDigit);
        return isDate
            ? (string.Join('/', parts[..^4]), new CredentialScope(parts[^4], parts[^3], parts[^2]))
            : null;
    }

    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminator}";
}
