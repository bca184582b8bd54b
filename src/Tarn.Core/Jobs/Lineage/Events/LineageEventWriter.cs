using System.Buffers;
using System.Text.Json;
using Tarn.Catalog.Lineage;
using Tarn.Common;
using Tarn.Engine.Parsing.Lineage;
using Tarn.Jobs.Runs;

namespace Tarn.Jobs.Lineage.Events;

/// <summary>
/// Events of OpenLineage 2-0-2 as JSON: a step of a run is a run of the job that is named like its table, with the
/// run of Tarn as its parent.
/// </summary>
internal sealed class LineageEventWriter(string lineageNamespace, LineageGraph graph)
{
    private static readonly string Producer =
        $"urn:tarn:{typeof(LineageEventWriter).Assembly.GetName().Version?.ToString(3)}";

    private const string Spec = "https://openlineage.io/spec";
    private const string EventSchema = Spec + "/2-0-2/OpenLineage.json#/$defs/RunEvent";

    /// <param name="step">Null before the step has run.</param>
    public byte[] Write(
        LineageEventType type, LineageJob job, string runId, StepReport? step, DateTimeOffset at)
    {
        ArrayBufferWriter<byte> content = new();
        using (Utf8JsonWriter json = new(content))
        {
            json.WriteStartObject();
            json.WriteString("eventType", type.ToString().ToUpperInvariant());
            json.WriteString("eventTime", at);
            json.WriteString("producer", Producer);
            json.WriteString("schemaURL", EventSchema);
            WriteRun(json, job, runId, step);
            WriteJob(json, job);
            json.WriteStartArray("inputs");
            foreach (TableName input in job.Inputs)
            {
                json.WriteStartObject();
                WriteName(json, input.ToString());
                json.WriteStartObject("facets");
                WriteSchema(json, input);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            if (job.Origin is { } origin)
            {
                json.WriteStartObject();
                json.WriteString("namespace", origin.Namespace);
                json.WriteString("name", origin.Name);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteOutput(json, job.Output, step);
            json.WriteEndObject();
        }

        return content.WrittenSpan.ToArray();
    }

    private void WriteRun(Utf8JsonWriter json, LineageJob job, string runId, StepReport? step)
    {
        json.WriteStartObject("run");
        json.WriteString("runId", UniversalId.Of($"{runId}/{job.Output}"));
        json.WriteStartObject("facets");
        StartFacet(json, "parent", "1-1-0/ParentRunFacet");
        json.WriteStartObject("run");
        json.WriteString("runId", UniversalId.Of(runId));
        json.WriteEndObject();
        json.WriteStartObject("job");
        WriteName(json, job.Parent);
        json.WriteEndObject();
        json.WriteEndObject();
        if (step?.Error is string error)
        {
            StartFacet(json, "errorMessage", "1-0-1/ErrorMessageRunFacet");
            json.WriteString("message", $"{step.ErrorCode}: {error}");
            json.WriteString("programmingLanguage", "SQL");
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteJob(Utf8JsonWriter json, LineageJob job)
    {
        json.WriteStartObject("job");
        WriteName(json, job.Output.ToString());
        json.WriteStartObject("facets");
        if (job.Sql is not null)
        {
            StartFacet(json, "sql", "1-0-1/SQLJobFacet");
            json.WriteString("query", job.Sql);
            json.WriteEndObject();
        }

        StartFacet(json, "jobType", "2-0-3/JobTypeJobFacet");
        json.WriteString("processingType", "BATCH");
        json.WriteString("integration", "TARN");
        json.WriteString("jobType", job.Kind);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteOutput(Utf8JsonWriter json, TableName table, StepReport? step)
    {
        json.WriteStartArray("outputs");
        json.WriteStartObject();
        WriteName(json, table.ToString());
        json.WriteStartObject("facets");
        WriteSchema(json, table);
        WriteColumnLineage(json, table);
        json.WriteEndObject();
        if (step is { State: RunState.Succeeded })
        {
            json.WriteStartObject("outputFacets");
            StartFacet(json, "outputStatistics", "1-0-2/OutputStatisticsOutputDatasetFacet");
            json.WriteNumber("rowCount", step.RowsOut);
            json.WriteNumber("size", step.OutputBytes);
            json.WriteNumber("fileCount", step.OutputFiles);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteSchema(Utf8JsonWriter json, TableName table)
    {
        StartFacet(json, "schema", "1-1-1/SchemaDatasetFacet");
        json.WriteStartArray("fields");
        foreach (string column in graph.Columns.GetValueOrDefault(table, []))
        {
            json.WriteStartObject();
            json.WriteString("name", column);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteColumnLineage(Utf8JsonWriter json, TableName table)
    {
        ILookup<string?, LineageEdge> edges = graph.Edges
            .Where(edge => edge.Target.Table == table)
            .ToLookup(edge => edge.Target.Column);
        StartFacet(json, "columnLineage", "1-2-0/ColumnLineageDatasetFacet");
        json.WriteStartObject("fields");
        foreach (IGrouping<string?, LineageEdge> column in edges.Where(group => group.Key is not null))
        {
            json.WriteStartObject(column.Key!);
            WriteSources(json, "inputFields", column);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        WriteSources(json, "dataset", edges[null]);
        json.WriteEndObject();
    }

    private void WriteSources(Utf8JsonWriter json, string name, IEnumerable<LineageEdge> edges)
    {
        json.WriteStartArray(name);
        foreach (IGrouping<LineageNode, LineageEdge> source in edges.GroupBy(edge => edge.Source))
        {
            json.WriteStartObject();
            WriteName(json, source.Key.Table.ToString());
            json.WriteString("field", source.Key.Column);
            json.WriteStartArray("transformations");
            foreach (LineageEdge edge in source)
            {
                json.WriteStartObject();
                json.WriteString("type", edge.Kind <= LineageKind.Aggregation ? "DIRECT" : "INDIRECT");
                json.WriteString("subtype", Subtype(edge.Kind));
                json.WriteString("description", "");
                json.WriteBoolean("masking", false);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteName(Utf8JsonWriter json, string name)
    {
        json.WriteString("namespace", lineageNamespace);
        json.WriteString("name", name);
    }

    private static void StartFacet(Utf8JsonWriter json, string name, string schema)
    {
        string type = schema[(schema.IndexOf('/', StringComparison.Ordinal) + 1)..];
        json.WriteStartObject(name);
        json.WriteString("_producer", Producer);
        json.WriteString("_schemaURL", $"{Spec}/facets/{schema}.json#/$defs/{type}");
    }

    private static string Subtype(LineageKind kind) =>
        kind == LineageKind.GroupBy ? "GROUP_BY" : kind.ToString().ToUpperInvariant();
}
