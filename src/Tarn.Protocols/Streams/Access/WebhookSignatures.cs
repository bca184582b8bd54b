using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tarn.Streams.Intake;

namespace Tarn.Protocols.Streams.Access;

/// <summary>
/// Tells whether a webhook was signed by somebody who knows the secret (GitHub, "Validating webhook deliveries";
/// Stripe, "Verify webhook signatures manually").
/// </summary>
internal static class WebhookSignatures
{
    private const string AlgorithmStart = "sha256=";
    private const string VersionStart = "v1=";
    private const string TimeStart = "t=";

    /// <param name="rules">Of the stream.</param>
    /// <param name="header">The value of the header.</param>
    /// <param name="body">As it was sent.</param>
    /// <param name="now">By the clock.</param>
    public static bool IsGood(WebhookSignature rules, string header, byte[] body, DateTimeOffset now) =>
        rules.IsTimestamped
            ? IsTimestamped(rules, header, body, now)
            : IsSignatureOf(
                Hash(rules.Secret, [], body),
                header.StartsWith(AlgorithmStart, StringComparison.Ordinal) ? header[AlgorithmStart.Length..] : header);

    private static bool IsTimestamped(WebhookSignature rules, string header, byte[] body, DateTimeOffset now)
    {
        string[] parts = header.Split(',', StringSplitOptions.TrimEntries);
        string? time = parts.FirstOrDefault(part => part.StartsWith(TimeStart, StringComparison.Ordinal));
        if (time is null
            || !long.TryParse(
                time.AsSpan(TimeStart.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            || Math.Abs((double)seconds - now.ToUnixTimeSeconds()) > rules.Tolerance.TotalSeconds)
        {
            return false;
        }

        byte[] expected = Hash(rules.Secret, Encoding.ASCII.GetBytes($"{time[TimeStart.Length..]}."), body);
        return parts
            .Where(part => part.StartsWith(VersionStart, StringComparison.Ordinal))
            .Any(part => IsSignatureOf(expected, part[VersionStart.Length..]));
    }

    private static byte[] Hash(string secret, byte[] start, byte[] body)
    {
        using IncrementalHash hash =
            IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(start);
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    /// <summary>In a time that does not tell how much of it is right.</summary>
    private static bool IsSignatureOf(byte[] expected, string text)
    {
        byte[] found = new byte[expected.Length];
        bool isRead = text.Length == expected.Length * 2
            ? Convert.FromHexString(text, found, out _, out _) == System.Buffers.OperationStatus.Done
            : Convert.TryFromBase64String(text, found, out int length) && length == found.Length;
        return isRead && CryptographicOperations.FixedTimeEquals(expected, found);
    }
}
