using Tarn.Definitions.Yaml;
using Tarn.Sources.Http;

namespace Tarn.Definitions.Binding.Sources;

/// <summary>The <c>connection:</c> of sources that ask HTTP services.</summary>
internal sealed class HttpConnectionBinder(BindingContext context)
{
    /// <param name="source">Has it.</param>
    /// <param name="needsUrl">False where feeds have URLs of their own.</param>
    public HttpSettings Bind(MapReader source, bool needsUrl)
    {
        HttpSettings settings = new() { BaseUrl = HttpSettings.Nowhere };
        if (source.Map("connection") is not { } map)
        {
            return settings;
        }

        MapReader reader = new(map, context, "connection", source.Place("connection"));
        YamlNode.Scalar? url = !needsUrl ? null : reader.RequiredText("url", "https://api.example.com/v1/");
        (int? retriesMax, TimeSpan? retryDelay) = new RetryBinder(context).Bind(reader);
        settings = settings with
        {
            BaseUrl = (url is null ? null : Url(url, "url")) is { } found ? WithSlash(found) : settings.BaseUrl,
            Authorization = new HttpAuthorizationBinder(context).Bind(reader),
            Headers = Headers(reader),
            TimeMax = reader.FindDuration("timeout", context) ?? settings.TimeMax,
            ResponseBytesMax = reader.BytesAt("response_max", context) ?? settings.ResponseBytesMax,
            RetriesMax = retriesMax ?? settings.RetriesMax,
            RetryDelay = retryDelay ?? settings.RetryDelay,
        };
        reader.RefuseUnknownKeys();
        return settings;
    }

    /// <summary>An address of http or https without user; reported when it is none.</summary>
    public Uri? Url(YamlNode.Scalar text, string key)
    {
        if (Uri.TryCreate(text.Value, UriKind.Absolute, out Uri? url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) && url.UserInfo.Length == 0)
        {
            return url;
        }

        context.BadValue(
            text.Location, $"{key} is no address of a service", "expected https://host/path, without user");
        return null;
    }

    /// <summary>What is relative to it is below it.</summary>
    private static Uri WithSlash(Uri url) =>
        url.AbsolutePath.EndsWith('/') ? url : new UriBuilder(url) { Path = url.AbsolutePath + "/" }.Uri;

    private Dictionary<string, string> Headers(MapReader connection)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        if (connection.Map("headers") is not { } map)
        {
            return headers;
        }

        MapReader reader = new(map, context, "headers", connection.Place("headers"));
        foreach (YamlEntry entry in map.Entries)
        {
            string? value = entry.Key.Value.Equals("authorization", StringComparison.OrdinalIgnoreCase)
                ? reader.Secret(entry.Key.Value, context)?.Value
                : reader.Text(entry.Key.Value)?.Value;
            if (value is not null)
            {
                headers[entry.Key.Value] = value;
            }
        }

        return headers;
    }
}
