using Tarn.Common;
using Tarn.Jobs.Extraction;
using Tarn.Sources.Postgres;

namespace Tarn.Jobs.Lineage.Events;

/// <summary>What fills a table, as events tell it.</summary>
internal sealed record LineageJob
{
    /// <summary>The table that is filled.</summary>
    public required TableName Output { get; init; }

    /// <summary>What it is part of: the model's job, or the source.</summary>
    public required string Parent { get; init; }

    /// <summary>For the facet <c>jobType</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What is run; null for a table that is read as it is.</summary>
    public string? Sql { get; init; }

    /// <summary>Tables of the lake that are read.</summary>
    public IReadOnlyList<TableName> Inputs { get; init; } = [];

    /// <summary>What is read outside of the lake, by namespace and name; null for nothing.</summary>
    public (string Namespace, string Name)? Origin { get; init; }

    public static LineageJob Of(ModelDefinition model) => new()
    {
        Output = model.Table,
        Parent = model.Job,
        Kind = "MODEL",
        Sql = model.Sql,
        Inputs = model.Inputs,
    };

    public static LineageJob Of(SourceStep step) => new()
    {
        Output = step.Into,
        Parent = step.Source.Name,
        Kind = "SOURCE",
        Sql = step.Table.Query,
        Origin = OriginOf(step),
    };

    /// <summary>As OpenLineage names the tables of databases ("Dataset Naming").</summary>
    private static (string Namespace, string Name)? OriginOf(SourceStep step)
    {
        if (step.Source is not PostgresSourceDefinition { Connection.Server: { } server })
        {
            return null;
        }

        string table = step.Table.Name.Contains('.', StringComparison.Ordinal) || step.Table.Query is not null
            ? step.Table.Name
            : $"public.{step.Table.Name}";
        return ($"postgres://{server.Host}:{server.Port}", $"{server.Database}.{table}");
    }
}
