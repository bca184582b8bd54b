using System.Text.RegularExpressions;
using Tarn.Tests.Tidy;
using Xunit;

namespace Tarn.Tests.Docs;

/// <summary>Every link inside the documentation leads to a file, and to a heading of it when it names one.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Links_lead_somewhere() =>
        Rule.HasNoViolations(Page.All.SelectMany(page => Link().Matches(page.Prose)
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !Leads(page, target))
            .Select(target => $"{page}: {target}")));

    private static bool Leads(Page page, string target)
    {
        string[] parts = target.Split('#', 2);
        string folder = Path.GetDirectoryName(Path.Combine(SourceTree.Root, page.Path))!;
        string named = Path.GetRelativePath(SourceTree.Root, Path.GetFullPath(Path.Combine(folder, parts[0])));
        string file = parts[0].Length == 0 ? page.Path : named;
        return File.Exists(Path.Combine(SourceTree.Root, file))
            && (parts.Length == 1 || Page.Open(file).Headings.Select(Anchor).Contains(parts[1]));
    }

    /// <summary>As code hosts make them: lower case, blanks to hyphens, everything else but letters gone.</summary>
    private static string Anchor(string heading) =>
        NotInAnchors().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}
