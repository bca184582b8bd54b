using Tarn.Common;
using Tarn.Engine.Errors;

namespace Tarn.Jobs;

/// <summary>The engine refuses a model's SQL.</summary>
public sealed class ModelSqlException : TarnException
{
    public ModelSqlException(EngineException cause, int? position)
        : base(ErrorCodes.SqlBinding, cause.RawMessage, cause) => Position = position;

    /// <summary>0-based offset in characters in the model's SQL, when the engine says where.</summary>
    public int? Position { get; }
}
