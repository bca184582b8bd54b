using Tarn.Common;
using Tarn.Definitions.Yaml;
using Tarn.Sources;

namespace Tarn.Definitions.Binding.Sources;

/// <summary>One file of sources/ → <see cref="SourceDefinition"/>.</summary>
/// <param name="context">Of the pass.</param>
/// <param name="directory">The lake's, absolute.</param>
internal sealed class SourceBinder(BindingContext context, string directory)
{
    private static readonly (string, bool)[] Kinds = [("source", true)];

    private static readonly (string, Func<BindingContext, string, ISourceTypeBinder>)[] Types =
    [
        ("postgres", (context, directory) => new PostgresSourceBinder(context, directory)),
        ("http", (context, _) => new HttpSourceBinder(context)),
        ("files", (context, directory) => new FilesSourceBinder(context, directory)),
    ];

    /// <summary>
    /// The source, with errors too, so that models that read its tables are not blamed; null when there is no telling
    /// what it is.
    /// </summary>
    public SourceDefinition? Bind(SourceText source)
    {
        if (new YamlReader(source, context.Diagnostics).ReadMap(0, source.Text.Length) is not { } map)
        {
            return null;
        }

        string name = Path.GetFileNameWithoutExtension(source.File);
        MapReader reader = new(map, context, $"source '{name}'", map.Location);
        reader.Require("kind", "source");
        reader.Word("kind", Kinds);
        reader.Require("type", Shown.List(Types.Select(type => type.Item1)));
        if (Type(reader) is not { } type)
        {
            return null;
        }

        string? description = reader.Text("description")?.Value;
        SourceDefinition definition = type.Bind(name, reader) with { Description = description };
        reader.RefuseUnknownKeys();
        return definition;
    }

    private ISourceTypeBinder? Type(MapReader reader)
    {
        (string, int)[] words = [.. Types.Select((type, number) => (type.Item1, number))];
        return reader.Word("type", words) is { } number ? Types[number].Item2(context, directory) : null;
    }
}
