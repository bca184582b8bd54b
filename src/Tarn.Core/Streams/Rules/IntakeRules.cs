using Tarn.Streams.Intake;

namespace Tarn.Streams.Rules;

/// <summary>What the ways into a stream must keep to.</summary>
internal static class IntakeRules
{
    private const int SecretLengthMin = 16;
    private const string AnyOrigin = "*";

    public static IEnumerable<StreamProblem> FindProblems(StreamIntake intake)
    {
        if (intake.Keys.Any(key => key.Length < SecretLengthMin))
        {
            yield return new(
                StreamSetting.Signature,
                $"a key has fewer than {SecretLengthMin} characters",
                "make a random one, for example with: openssl rand -hex 32");
        }

        if (intake.Signature is { } signature)
        {
            if (signature.Secret.Length < SecretLengthMin)
            {
                yield return new(
                    StreamSetting.Signature, $"the secret has fewer than {SecretLengthMin} characters");
            }

            if (signature.Header.Length == 0 || !signature.Header.All(IsOfHeader))
            {
                yield return new(StreamSetting.Signature, $"'{signature.Header}' is no name of a header");
            }
        }

        if (intake.Beacon is { } beacon)
        {
            foreach (string origin in beacon.Origins.Where(origin => !IsOrigin(origin)))
            {
                yield return new(
                    StreamSetting.Beacon, $"'{origin}' is no origin of pages", "for example https://shop.example.org");
            }

            if (beacon.Origins.Count == 0 || beacon.RequestsPerMinute < 1)
            {
                yield return new(
                    StreamSetting.Beacon, "a beacon needs at least one origin and one request in a minute");
            }
        }
    }

    private static bool IsOfHeader(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_';

    /// <summary>Scheme, host and port, and nothing behind them; browsers write it in lower case.</summary>
    private static bool IsOrigin(string text) =>
        text == AnyOrigin
        || (Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && address.Scheme is "http" or "https"
            && address.GetLeftPart(UriPartial.Authority) == text);
}
