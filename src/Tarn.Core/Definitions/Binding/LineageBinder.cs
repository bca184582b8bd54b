using Tarn.Definitions.Yaml;
using Tarn.Jobs.Lineage.Events;

namespace Tarn.Definitions.Binding;

/// <summary>The section <c>lineage</c> of lake.yaml.</summary>
internal sealed class LineageBinder(BindingContext context)
{
    /// <returns>Null when the lake has no such section.</returns>
    public LineageSettings? Bind(MapReader lake, string lakeName)
    {
        if (lake.Map("lineage") is not { } map)
        {
            return null;
        }

        MapReader reader = new(map, context, "lineage", lake.Place("lineage"));
        LineageSettings settings = new()
        {
            Namespace = reader.Text("namespace")?.Value ?? $"tarn://{lakeName}",
            File = File(reader.Text("file")),
            Url = Url(reader.Text("url")),
            ApiKey = reader.Text("api_key")?.Value,
        };
        reader.RefuseUnknownKeys();
        if (!map.Entries.Any(entry => entry.Key.Value is "file" or "url"))
        {
            context.BadValue(lake.Place("lineage"), "lineage goes nowhere", "expected 'file', 'url' or both");
        }

        return settings;
    }

    private string? File(YamlNode.Scalar? file)
    {
        if (file is null)
        {
            return null;
        }

        bool isInside = !Path.IsPathRooted(file.Value)
            && !file.Value.Split('/', '\\').Contains("..")
            && file.Value.Length > 0;
        if (!isInside)
        {
            context.BadValue(
                file.Location,
                $"file is '{Shown.Text(file.Value)}'",
                "expected a path inside of the lake, such as lineage.jsonl");
        }

        return isInside ? file.Value : null;
    }

    private Uri? Url(YamlNode.Scalar? url)
    {
        if (url is null)
        {
            return null;
        }

        if (Uri.TryCreate(url.Value, UriKind.Absolute, out Uri? found) && found.Scheme is "http" or "https")
        {
            return found;
        }

        context.BadValue(
            url.Location, $"url is '{Shown.Text(url.Value)}'", "expected an address such as http://localhost:5000");
        return null;
    }
}
