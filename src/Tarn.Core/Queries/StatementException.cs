using Tarn.Common;

namespace Tarn.Queries;

/// <summary>A statement that Tarn itself refuses, before the engine sees it.</summary>
public sealed class StatementException : TarnException
{
    public StatementException(string code, string message, int position, string? hint)
        : base(code, message)
    {
        Position = position;
        Hint = hint;
    }

    /// <summary>0-based offset in characters of what is wrong, in the statement's text.</summary>
    public int Position { get; }
}
