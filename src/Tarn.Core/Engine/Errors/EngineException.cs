using Tarn.Common;

namespace Tarn.Engine.Errors;

/// <summary>
/// A statement failed. Codes: <c>TN3003</c> out of memory, <c>TN3004</c> the instance is invalidated, <c>TN4001</c>
/// disk full, <c>TN3006</c> a value cannot be converted, <c>TN2007</c> not SQL, else <c>TN3001</c>.
/// </summary>
public sealed class EngineException : TarnException
{
    internal EngineException(string code, EngineErrorKind kind, string rawMessage, int? position)
        : base(code, rawMessage)
    {
        Kind = kind;
        RawMessage = rawMessage;
        Position = position;
    }

    private EngineException(EngineException other, int? position)
        : base(other.Code, other.RawMessage, other)
    {
        Kind = other.Kind;
        RawMessage = other.RawMessage;
        Position = position;
        Hint = other.Hint;
        IsScratchFull = other.IsScratchFull;
    }

    public EngineErrorKind Kind { get; }

    /// <summary>
    /// Offset, in characters from 0, into the SQL text that was run; null when the engine gives no place.
    /// </summary>
    public int? Position { get; }

    /// <summary>The engine's message without its kind, the quoted line and the caret.</summary>
    public string RawMessage { get; }

    /// <summary>True when it is not memory that ran out but the disk that spilling may use.</summary>
    internal bool IsScratchFull { get; init; }

    /// <summary>
    /// The same error at another place, or none: the text that was run was not the one that was written.
    /// </summary>
    internal EngineException At(int? position) => new(this, position);

    /// <summary>
    /// The lines of <see cref="RawMessage"/> that say something: what is wrong, then what might help.
    /// </summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            const StringSplitOptions options = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
            string[] lines = RawMessage.Split('\n', options);
            return lines.Length > 0 ? lines : ["the engine gave no reason"];
        }
    }
}
