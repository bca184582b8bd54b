using Tarn.Common;
using Tarn.Engine.Errors;

namespace Tarn.Queries.Isolation;

/// <summary>An exception on its way from a worker; arrives as what it was, with its place in the text.</summary>
internal sealed record WorkerError
{
    public required string Code { get; init; }

    public required string Message { get; init; }

    public string? Hint { get; init; }

    public bool IsTransient { get; init; }

    /// <summary>Of an <see cref="EngineException"/>; null for the others.</summary>
    public EngineErrorKind? Kind { get; init; }

    public int? Position { get; init; }

    /// <summary>True when the statement met a limit, after which the worker is not used again.</summary>
    public bool IsLimit => Code is ErrorCodes.TimeLimit or ErrorCodes.MemoryLimit or ErrorCodes.OutOfMemory
        or ErrorCodes.QueryCancelled or ErrorCodes.EngineInvalidated;

    public static WorkerError Of(Exception exception) => exception switch
    {
        EngineException engine => From(engine, engine.Kind, engine.Position),
        StatementException statement => From(statement, kind: null, statement.Position),
        TarnException other => From(other, kind: null, position: null),
        OperationCanceledException => new WorkerError
        {
            Code = ErrorCodes.QueryCancelled,
            Message = "the statement was cancelled",
        },
        OutOfMemoryException => new WorkerError
        {
            Code = ErrorCodes.OutOfMemory,
            Message = "the worker process of the statement has no memory left",
            Hint = "Raise engine.memory in lake.yaml, or select less at once.",
        },
        _ => new WorkerError
        {
            Code = ErrorCodes.WorkerEnded,
            Message = $"the worker process of the statement failed: {exception.GetType().Name}: {exception.Message}",
        },
    };

    public TarnException ToException() => (Kind, Position) switch
    {
        (EngineErrorKind kind, _) => new EngineException(Code, kind, Message, Position)
        {
            Hint = Hint,
            IsTransient = IsTransient,
        },
        (null, int position) => new StatementException(Code, Message, position, Hint),
        _ => new TarnException(Code, Message) { Hint = Hint, IsTransient = IsTransient },
    };

    private static WorkerError From(TarnException exception, EngineErrorKind? kind, int? position) => new()
    {
        Code = exception.Code,
        Message = exception is EngineException engine ? engine.RawMessage : exception.Message,
        Hint = exception.Hint,
        IsTransient = exception.IsTransient,
        Kind = kind,
        Position = position,
    };
}
