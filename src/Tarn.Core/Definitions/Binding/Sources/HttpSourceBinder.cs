using Tarn.Definitions.Yaml;
using Tarn.Sources;
using Tarn.Sources.Feeds;
using Tarn.Sources.Http;

namespace Tarn.Definitions.Binding.Sources;

/// <summary>A source of type <c>http</c>.</summary>
internal sealed class HttpSourceBinder(BindingContext context) : ISourceTypeBinder
{
    private const long PagesMax = 1_000_000;

    private static readonly (string, bool)[] Yes = [("true", true)];

    public SourceDefinition Bind(string name, MapReader source)
    {
        source.Require("connection", "url: https://api.example.com/v1/");
        return new HttpSourceDefinition
        {
            Name = name,
            Place = source.Owner,
            Connection = new HttpConnectionBinder(context).Bind(source, needsUrl: true),
            Feeds = new FeedBinder(context, name).Bind(source, BindFeed),
        };
    }

    private SourceFeed? BindFeed(FeedTarget target, MapReader reader)
    {
        YamlNode.Scalar? path = reader.RequiredText("path", "rates?base=EUR, below the connection's url");
        if (path is not null && (path.Value.StartsWith('/') || path.Value.Contains("://", StringComparison.Ordinal)))
        {
            context.BadValue(
                path.Location, $"path is '{Shown.Text(path.Value)}'", "expected it below the connection's url");
        }

        HttpFeed feed = new()
        {
            Name = target.Name,
            Bucket = target.Bucket,
            Prefix = target.Prefix,
            Place = target.Place,
            Path = path?.Value ?? "",
            Records = Path(reader, "records") ?? JsonPath.Root,
            Pagination = Pagination(reader) ?? new HttpPagination.None(),
            Cursor = Cursor(reader),
        };
        return reader.Whole("pages", 1, PagesMax) is { } pages ? feed with { PagesMax = (int)pages } : feed;
    }

    private HttpPagination? Pagination(MapReader feed)
    {
        if (feed.Map("pagination") is not { } map)
        {
            return null;
        }

        MapReader reader = new(map, context, "pagination", feed.Place("pagination"));
        bool isLink = reader.Word("link", Yes) ?? false;
        YamlNode.Scalar? page = reader.Text("page");
        long start = reader.Whole("start", 0, long.MaxValue) ?? 1;
        JsonPath? cursor = Path(reader, "cursor");
        YamlNode.Scalar? parameter = cursor is null
            ? reader.Text("parameter")
            : reader.RequiredText("parameter", "of the query, which gets the cursor");
        reader.RefuseUnknownKeys();
        int ways = (isLink ? 1 : 0) + (page is null ? 0 : 1) + (cursor is null ? 0 : 1);
        if (ways != 1)
        {
            context.BadValue(
                feed.Place("pagination"),
                "pagination has one way",
                "expected {link: true}, {page: PARAMETER} or {cursor: PATH, parameter: PARAMETER}");
            return null;
        }

        return page is not null ? new HttpPagination.Number(page.Value, start)
            : cursor is not null ? new HttpPagination.Token(cursor, parameter?.Value ?? "")
            : new HttpPagination.Link();
    }

    private HttpCursor? Cursor(MapReader feed)
    {
        if (feed.Map("by") is not { } map)
        {
            return null;
        }

        MapReader reader = new(map, context, "by", feed.Place("by"));
        reader.Require("cursor", "the value in each record that rises, such as updated_at");
        JsonPath? field = Path(reader, "cursor");
        YamlNode.Scalar? parameter =
            reader.RequiredText("parameter", "of the query, which gets the greatest value seen");
        string? start = reader.Text("start")?.Value;
        reader.RefuseUnknownKeys();
        return field is null || parameter is null ? null : new HttpCursor(field, parameter.Value, start);
    }

    private JsonPath? Path(MapReader reader, string key)
    {
        if (reader.Text(key) is not { } text)
        {
            return null;
        }

        JsonPath? path = JsonPath.TryParse(text.Value);
        if (path is null)
        {
            context.BadValue(
                text.Location,
                $"{key} is '{Shown.Text(text.Value)}'",
                "expected a path such as $.data.items or links[0].url");
        }

        return path;
    }
}
