using System.Text.RegularExpressions;
using Tarn.Cli.Hosting;

namespace Tarn.Cli.Errors;

/// <summary>docs/errors.md, which is built in.</summary>
internal static partial class ErrorPage
{
    public static IReadOnlyList<ErrorEntry> Entries { get; } = Read(EmbeddedText.Read("errors.md"));

    public static ErrorEntry? Find(string code) =>
        Entries.FirstOrDefault(entry => string.Equals(entry.Code, code, StringComparison.OrdinalIgnoreCase));

    private static ErrorEntry[] Read(string page) =>
        [.. Entry().Matches(page).Select(match => new ErrorEntry(
            match.Groups["code"].Value, match.Groups["title"].Value.Trim(), match.Groups["text"].Value.Trim()))];

    [GeneratedRegex(@"^### (?<code>TN\d{4}) (?<title>.*)\n(?<text>(?:(?!#).*\n?)*)", RegexOptions.Multiline)]
    private static partial Regex Entry();
}

/// <summary>What the page says about one code.</summary>
internal sealed record ErrorEntry(string Code, string Title, string Text);
