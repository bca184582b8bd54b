using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tarn.Crawlers.Runs;

/// <summary>
/// Of the settings that decide what an object is taken for. The rules of Tarn have a number of their own.
/// </summary>
internal static class Fingerprint
{
    /// <summary>Counted up when classifiers or inference change, so that objects are looked at again.</summary>
    private const int RulesVersion = 1;

    public static string Of(CrawlerDefinition definition)
    {
        IEnumerable<string> classifiers = definition.Classifiers.Select(classifier => classifier switch
        {
            CustomClassifier.Grok grok => string.Join(
                '\u001F',
                [
                    $"{grok.Name}|{grok.Files}|{grok.Format.Pattern}",
                    .. grok.Format.CustomPatterns.OrderBy(pattern => pattern.Key, StringComparer.Ordinal)
                        .Select(pattern => $"{pattern.Key}={pattern.Value}"),
                ]),
            _ => classifier.ToString(),
        });
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{RulesVersion}|{definition.SampleBytesMax}|{string.Join('\u001E', classifiers)}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
