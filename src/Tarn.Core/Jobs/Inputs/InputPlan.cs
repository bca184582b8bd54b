using Tarn.Tables;

namespace Tarn.Jobs.Inputs;

/// <summary>What a step will read and what it makes of the table.</summary>
internal sealed record InputPlan
{
    /// <summary>True when the table already holds what the inputs give.</summary>
    public required bool IsUpToDate { get; init; }

    /// <summary>True when the whole table is written anew; false when new rows join those that are there.</summary>
    public required bool Rebuilds { get; init; }

    /// <summary>
    /// True when a run gave values for parameters: all input is read, new rows join those that are there, and what the
    /// bookmark knows of files stays.
    /// </summary>
    public bool IsRanged { get; init; }

    /// <summary>True when it is for new files that the step reads.</summary>
    public bool TakesNewFiles => !Rebuilds && !IsRanged;

    /// <summary>The model's table as it is; null when it has never been written.</summary>
    public required TableSnapshot? Target { get; init; }

    /// <summary>Inputs in an order in which each can be bound after those before it.</summary>
    public required IReadOnlyList<ModelInput> Inputs { get; init; }

    /// <summary>The bookmark as it was; null at first and after a reset.</summary>
    public required Bookmark? Current { get; init; }

    /// <summary>Files of the bookmarked input that the step reads.</summary>
    public required IReadOnlyList<InputFile> NewFiles { get; init; }

    public required string Fingerprint { get; init; }

    public required string DefinitionHash { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];
}
