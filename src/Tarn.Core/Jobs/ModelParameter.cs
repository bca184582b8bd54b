using Tarn.Common;

namespace Tarn.Jobs;

/// <summary>A text that a model's SQL names as <c>:name</c> or <c>$name</c>.</summary>
/// <param name="Name">Letters, digits and '_'.</param>
/// <param name="Default">What it is when a run does not say; null: a run has to say it.</param>
public sealed record ModelParameter(string Name, string? Default)
{
    /// <summary>What the run says; null: the default counts.</summary>
    public string? Given { get; init; }

    /// <summary>Of the name in the front matter.</summary>
    public required SourceLocation Location { get; init; }
}
