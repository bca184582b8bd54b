using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tarn.Common;

namespace Tarn.Sources.Http;

/// <summary>The URLs of a feed's pages.</summary>
internal sealed partial class HttpPages(HttpSettings settings, HttpFeed feed)
{
    /// <param name="since">The cursor's value; null for none yet.</param>
    public Uri First(JsonElement? since)
    {
        Uri url = new(settings.BaseUrl, feed.Path);
        if (feed.Cursor is { } cursor && (since is { } value ? HttpPage.TextOf(value) : cursor.Start) is { } text)
        {
            url = With(url, cursor.Parameter, text);
        }

        return feed.Pagination is HttpPagination.Number number
            ? With(url, number.Parameter, number.Start.ToString(CultureInfo.InvariantCulture))
            : url;
    }

    /// <summary>The page after one; null when that was the last.</summary>
    /// <param name="first">Of this fetch.</param>
    /// <param name="page">The one before.</param>
    /// <param name="body">Its content.</param>
    /// <param name="records">How many it had.</param>
    /// <param name="count">How many pages there were so far.</param>
    /// <exception cref="TarnException"><c>TN9204</c>: it would be at another server, or there are too many.</exception>
    public Uri? Next(Uri first, HttpPage page, JsonElement body, long records, int count)
    {
        Uri? next = feed.Pagination switch
        {
            HttpPagination.Link => page.NextLink,
            HttpPagination.Number number when records > 0 => With(
                first, number.Parameter, (number.Start + count).ToString(CultureInfo.InvariantCulture)),
            HttpPagination.Token token when TokenOf(token, body) is { } value => With(first, token.Parameter, value),
            _ => null,
        };
        if (next is null)
        {
            return null;
        }

        if (next == page.Url || count >= feed.PagesMax)
        {
            throw new TarnException(
                ErrorCodes.SourceUnfit, $"the pages of {feed.Name} do not end: {count} were fetched")
            {
                Hint = $"a fetch may have {feed.PagesMax} pages; 'pages' of the feed says another number",
            };
        }

        return next.GetLeftPart(UriPartial.Authority) == settings.BaseUrl.GetLeftPart(UriPartial.Authority)
            ? next
            : throw new TarnException(
                ErrorCodes.SourceUnfit,
                $"the next page of {feed.Name} is at another server, {next.GetLeftPart(UriPartial.Authority)}");
    }

    /// <summary>The target of a header <c>Link</c> whose relation is <c>next</c> (RFC 8288, section 3).</summary>
    public static Uri? NextLinkOf(Uri url, IEnumerable<string> headers)
    {
        foreach (Match match in headers.SelectMany(header => Links().Matches(header)))
        {
            if (Relation().IsMatch(match.Groups["parameters"].Value)
                && Uri.TryCreate(url, match.Groups["target"].Value, out Uri? next))
            {
                return next;
            }
        }

        return null;
    }

    private static string? TokenOf(HttpPagination.Token token, JsonElement body) =>
        token.Next.Find(body) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value
            && HttpPage.TextOf(value) is { Length: > 0 } text
            ? text
            : null;

    /// <summary>The URL with a parameter, which takes the place of one of its name.</summary>
    private static Uri With(Uri url, string name, string value)
    {
        IEnumerable<string> others = url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(pair => Uri.UnescapeDataString(pair.Split('=')[0]) != name);
        string query = string.Join('&', others.Append($"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}"));
        return new UriBuilder(url) { Query = query }.Uri;
    }

    [GeneratedRegex(@"<(?<target>[^>]*)>(?<parameters>(?:\s*;\s*[^,;""]*(?:""[^""]*"")?)*)")]
    private static partial Regex Links();

    [GeneratedRegex(@";\s*rel\s*=\s*(?:next|""(?:[^""]*\s)?next(?:\s[^""]*)?"")", RegexOptions.IgnoreCase)]
    private static partial Regex Relation();
}
