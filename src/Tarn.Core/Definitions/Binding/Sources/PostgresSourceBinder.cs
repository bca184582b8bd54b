using Tarn.Sources;
using Tarn.Sources.Postgres;

namespace Tarn.Definitions.Binding.Sources;

/// <summary>A source of type <c>postgres</c>.</summary>
/// <param name="directory">The lake's, which paths of certificates count from.</param>
internal sealed class PostgresSourceBinder(BindingContext context, string directory) : ISourceTypeBinder
{
    private static readonly (string, bool)[] Snapshots = [("consistent", true), ("each", false)];

    public SourceDefinition Bind(string name, MapReader source)
    {
        source.Require("connection", "url: \"${env:NAME}\"");
        source.Require("tables", "names of tables, each with what is done with it");
        return new PostgresSourceDefinition
        {
            Name = name,
            Place = source.Owner,
            Connection = new PostgresConnectionBinder(context, directory).Bind(source),
            IsConsistent = source.Word("snapshot", Snapshots) ?? true,
            Tables = new SourceTableBinder(context).Bind(source.Map("tables")),
        };
    }
}
