using System.Runtime.CompilerServices;
using System.Text.Json;
using Tarn.Catalog.Lineage;
using Tarn.Jobs.Runs;
using Tarn.Queries.SystemTables;

namespace Tarn.Jobs.SystemTables;

/// <summary>
/// <c>system.runs</c>, <c>checks</c>, <c>lineage</c>, <c>events</c>, <c>rejected_files</c> and <c>bookmarks</c>.
/// </summary>
/// <param name="parts">Of the lake.</param>
/// <param name="readLineage">Reads the lineage of the models.</param>
public sealed class JobSystemTables(JobRunnerParts parts, Func<CancellationToken, Task<LineageGraph>> readLineage)
{
    private readonly RunHistory _history = parts.History;

    public IReadOnlyList<SystemTable> All =>
    [
        new(
            "runs",
            "run_id VARCHAR, run_state VARCHAR, started_at TIMESTAMPTZ, finished_at TIMESTAMPTZ, table_name VARCHAR, "
                + "job VARCHAR, step_state VARCHAR, rows_in BIGINT, rows_out BIGINT, rows_dropped BIGINT, "
                + "rows_quarantined BIGINT, input_files BIGINT, input_bytes BIGINT, output_files BIGINT, "
                + "output_bytes BIGINT, version BIGINT, seconds DOUBLE, error_code VARCHAR, error VARCHAR, "
                + "started_by VARCHAR, attempt BIGINT",
            RunsAsync),
        new(
            "checks",
            "run_id VARCHAR, started_at TIMESTAMPTZ, table_name VARCHAR, check_name VARCHAR, on_fail VARCHAR, "
                + "failed_rows BIGINT, detail VARCHAR",
            ChecksAsync),
        new(
            "lineage",
            "source_table VARCHAR, source_column VARCHAR, target_table VARCHAR, target_column VARCHAR, kind VARCHAR",
            LineageAsync),
        new EventSystemTable(parts.StateDirectory).Table,
        new RejectedFileTable(parts.Models, parts.Bookmarks).Table,
        new BookmarkTable(parts).Table,
    ];

    private async IAsyncEnumerable<object?[]> RunsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (RunReport run in await _history.ListAsync(int.MaxValue, cancellationToken))
        {
            foreach (StepReport step in run.Steps)
            {
                yield return
                [
                    run.RunId, Snake(run.State), run.StartedAt, run.FinishedAt, step.Table, step.Job,
                    Snake(step.State), step.RowsIn, step.RowsOut, step.RowsDropped, step.RowsQuarantined,
                    step.InputFiles, step.InputBytes, step.OutputFiles, step.OutputBytes, step.Version,
                    step.Seconds, step.ErrorCode, step.Error, run.Origin?.ToString(), run.Attempt + 1L,
                ];
            }
        }
    }

    private async IAsyncEnumerable<object?[]> ChecksAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (RunReport run in await _history.ListAsync(int.MaxValue, cancellationToken))
        {
            foreach (StepReport step in run.Steps)
            {
                foreach (CheckReport check in step.Checks)
                {
                    yield return
                    [
                        run.RunId, run.StartedAt, step.Table, check.Name, Snake(check.OnFail), check.Rows,
                        check.Detail,
                    ];
                }
            }
        }
    }

    private async IAsyncEnumerable<object?[]> LineageAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LineageGraph graph = await readLineage(cancellationToken);
        foreach (LineageEdge edge in graph.Edges)
        {
            yield return
            [
                edge.Source.Table.ToString(), edge.Source.Column, edge.Target.Table.ToString(), edge.Target.Column,
                Snake(edge.Kind),
            ];
        }
    }

    /// <summary>As in SQL: <c>up_to_date</c>.</summary>
    private static string Snake<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
