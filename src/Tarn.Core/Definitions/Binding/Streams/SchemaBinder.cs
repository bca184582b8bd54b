using Tarn.Common;
using Tarn.Definitions.Yaml;
using Tarn.Streams.Schemas;

namespace Tarn.Definitions.Binding.Streams;

/// <summary>The <c>schema:</c> of a stream: a JSON Schema in a file of the lake, or written out.</summary>
/// <param name="directory">The lake's, which paths count from.</param>
internal sealed class SchemaBinder(BindingContext context, string directory)
{
    private const string FileKey = "file";

    /// <returns>Its text as JSON; null when there is none, or after reporting what is wrong.</returns>
    public string? Bind(MapReader stream)
    {
        if (stream.Map("schema") is not { } map)
        {
            return null;
        }

        string? text = map.Find(FileKey) is null ? YamlJson.Of(map) : ReadFile(map, stream);
        if (text is null)
        {
            return null;
        }

        try
        {
            RecordSchema.Parse(text);
            return text;
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.BadArgument)
        {
            context.BadValue(stream.Place("schema"), exception.Message, exception.Hint);
            return null;
        }
    }

    private string? ReadFile(YamlNode.Map map, MapReader stream)
    {
        MapReader reader = new(map, context, "schema", stream.Place("schema"));
        YamlNode.Scalar? file = reader.Text(FileKey);
        reader.RefuseUnknownKeys();
        if (file is null)
        {
            return null;
        }

        try
        {
            string path = Path.Combine(directory, file.Value);
            if (new FileInfo(path).Length <= SourceReader.FileBytesMax)
            {
                return File.ReadAllText(path);
            }

            context.BadValue(
                file.Location,
                $"{Shown.Text(file.Value)} is too large",
                $"expected up to {SourceReader.FileBytesMax} bytes");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            context.BadValue(
                file.Location,
                $"cannot read {Shown.Text(file.Value)}: {exception.Message}",
                "paths start at the lake's directory");
        }

        return null;
    }
}
