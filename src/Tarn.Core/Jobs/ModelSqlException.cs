using Tarn.Common;
using Tarn.Engine.Errors;

namespace Tarn.Jobs;

/// <summary>The engine refuses a model's SQL.</summary>
public sealed class ModelSqlException : TarnException
{
    public ModelSqlException(EngineException cause, int? position)
        : base(ErrorCodes.SqlBinding, cause.Lines[0], cause)
    {
        Position = position;
        Notes = [.. cause.Lines.Skip(1)];
        Hint = Notes.Count == 0 ? null : string.Join("; ", Notes);
    }

    /// <summary>0-based offset in characters in the model's SQL, when the engine says where.</summary>
    public int? Position { get; }

    /// <summary>What the engine said besides, such as names that might have been meant.</summary>
    public IReadOnlyList<string> Notes { get; }
}
