namespace Tarn.Tests.Tables.Model;

/// <summary>What a step does to a table.</summary>
internal enum TableStepKind
{
    Append,
    Overwrite,
    OverwritePartitions,
    Replace,
    Optimize,
    Checkpoint,
    Restore,
    Vacuum,
    SetProperty,
    Read,
    Reopen,
}

/// <param name="Choice">From 0; chooses partition, file, version or value, each by its remainder.</param>
internal sealed record TableStep(TableStepKind Kind, int Choice)
{
    public override string ToString() => $"{Kind} {Choice}";
}
