using System.Text.Json.Serialization;
using Tarn.Catalog;
using Tarn.Jobs.Inputs;

namespace Tarn.Jobs.Runs;

/// <summary>
/// What a run did for one model or one table of a source. Rows in = rows out + dropped + quarantined + deleted.
/// </summary>
public sealed record StepReport
{
    /// <summary>The table that is filled.</summary>
    public required string Table { get; init; }

    /// <summary>The model's job; of a source's table the name of the source.</summary>
    public required string Job { get; init; }

    /// <summary>What was read of which source: <c>shop: public.orders</c>; null for a model.</summary>
    public string? Source { get; init; }

    public required RunState State { get; init; }

    /// <summary>Rows that the model's SELECT made, or that were extracted.</summary>
    public long RowsIn { get; init; }

    /// <summary>
    /// Rows of the managed tables that were read; those of raw files are only known by what is made of them.
    /// </summary>
    public long ManagedRowsRead { get; init; }

    /// <summary>
    /// Rows that the step worked on, for people: what it read, or what its SELECT made when that is more.
    /// </summary>
    [JsonIgnore]
    public long RowsHandled => Math.Max(RowsIn, ManagedRowsRead);

    /// <summary>Rows written to the table.</summary>
    public long RowsOut { get; init; }

    /// <summary>Rows that only took the rows of their key out of the table.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long RowsDeleted { get; init; }

    /// <summary>
    /// What each check found, in order of the definition; checks that found nothing are there with 0.
    /// </summary>
    public IReadOnlyList<CheckReport> Checks { get; init; } = [];

    /// <summary>The tables that were read, each after those it is made of; empty when nothing was.</summary>
    public IReadOnlyList<StepInput> Inputs { get; init; } = [];

    /// <summary>Input files that were read.</summary>
    public long InputFiles { get; init; }

    public long InputBytes { get; init; }

    public long OutputFiles { get; init; }

    public long OutputBytes { get; init; }

    /// <summary>Input files that could not be read; they are tried again when they change.</summary>
    public IReadOnlyList<UnreadableFile> Unreadable { get; init; } = [];

    /// <summary>Version of the table that the step committed; null when it committed none.</summary>
    public long? Version { get; init; }

    public double Seconds { get; init; }

    /// <summary>Things worth saying: columns ignored, a lookup that changed.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What went wrong without failing the step: a checkpoint that could not be written.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Code and message of the failure; null when there was none.</summary>
    public string? ErrorCode { get; init; }

    public string? Error { get; init; }

    public string? Hint { get; init; }

    /// <summary>file:line:col of the failure in the model, when the engine says one.</summary>
    public string? ErrorLocation { get; init; }

    /// <summary>What a run says of a table that is paused.</summary>
    public static StepReport OfPaused(string table, string job, Pause pause) => new()
    {
        Table = table,
        Job = job,
        State = RunState.Paused,
        Notes =
        [
            $"paused since {pause.Since:yyyy-MM-dd HH:mm} UTC{(pause.Reason is null ? "" : $" ({pause.Reason})")}; "
                + $"'tarn bookmark resume {table}' lets it run again",
        ],
    };

    public long RowsDropped => Checks.Where(check => check.OnFail == OnFail.Drop).Sum(check => check.Rows);

    public long RowsQuarantined => Checks.Where(check => check.OnFail == OnFail.Quarantine).Sum(check => check.Rows);
}
