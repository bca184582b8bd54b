using System.Net;

namespace Tarn.Security.Policies;

/// <summary>A value of a policy's Condition, read as its operator needs it.</summary>
internal sealed record ConditionValue
{
    /// <summary>As it was written.</summary>
    public required string Text { get; init; }

    /// <summary>Of an operator of texts, when variables have a meaning.</summary>
    public VariablePattern? Variables { get; init; }

    /// <summary>Of StringLike.</summary>
    public TextPattern? Pattern { get; init; }

    /// <summary>Of operators of ARNs: one for each of the six parts.</summary>
    public IReadOnlyList<TextPattern> ArnPatterns { get; init; } = [];

    public decimal Number { get; init; }

    public DateTimeOffset Moment { get; init; }

    public IPNetwork Network { get; init; }

    /// <summary>Of Bool and Null.</summary>
    public bool IsTrue { get; init; }
}
