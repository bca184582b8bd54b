using System.Diagnostics;
using Tarn.Engine.Errors;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Execution;

/// <summary>One prepared statement; blocking.</summary>
internal sealed class Statement(PreparedStatementHandle handle, string sql) : IDisposable
{
    /// <summary>No task that there is takes less.</summary>
    private static readonly TimeSpan TaskTimeMin = TimeSpan.FromMicroseconds(20);

    /// <summary>About half a millisecond; few statements wait longer for their last task.</summary>
    private const int IdleRoundsMax = 200;

    private static readonly TimeSpan IdleSleep = TimeSpan.FromMilliseconds(1);

    /// <summary>True when rows can be fetched while the statement still runs.</summary>
    public bool CanStream => NativeMethods.PreparedStatementType(handle) == NativeStatementType.Select;

    /// <summary>Binds the parameters that the statement names; others are none of its business.</summary>
    /// <exception cref="EngineException">
    /// A parameter of the statement has no value, or one that cannot be bound.
    /// </exception>
    public void Bind(IReadOnlyDictionary<string, object?> parameters)
    {
        ulong count = NativeMethods.Nparams(handle);
        for (ulong i = 1; i <= count; i++)
        {
            string name = NativeMethods.ParameterName(handle, i) ?? "";
            if (!parameters.TryGetValue(name, out object? value))
            {
                throw EngineError.Create(
                    EngineErrorKind.InvalidInput,
                    $"Parameter '${name}' of the statement has no value; given are: {Names(parameters)}.");
            }

            using ValueHandle native = ParameterValue.Create(value);
            if (NativeMethods.BindValue(handle, i, native) != NativeState.Success)
            {
                throw EngineError.Read(NativeMethods.PrepareError(handle), sql);
            }
        }
    }

    public ResultHandle Execute(bool isStreaming)
    {
        NativeState state = isStreaming
            ? NativeMethods.PendingPreparedStreaming(handle, out PendingResultHandle pending)
            : NativeMethods.PendingPrepared(handle, out pending);
        using (pending)
        {
            if (state != NativeState.Success || !Work(pending))
            {
                throw EngineError.Read(NativeMethods.PendingError(pending), sql);
            }

            ResultHandle result = new();
            if (NativeMethods.ExecutePending(pending, result) == NativeState.Success)
            {
                return result;
            }

            using (result)
            {
                throw EngineError.Read(NativeMethods.ResultError(result), sql);
            }
        }
    }

    public void Dispose() => handle.Dispose();

    /// <summary>
    /// Does the statement's tasks until its result is ready. The engine's own way to wait for threads that work on the
    /// last of them takes a processor, which those may need.
    /// </summary>
    /// <returns>False when it failed.</returns>
    private static bool Work(PendingResultHandle pending)
    {
        int idleRounds = 0;
        while (true)
        {
            long start = Stopwatch.GetTimestamp();
            NativePendingState state = NativeMethods.PendingExecuteTask(pending);
            if (state is not (NativePendingState.ResultNotReady or NativePendingState.NoTasksAvailable))
            {
                return state != NativePendingState.Error;
            }

            idleRounds = Stopwatch.GetElapsedTime(start) < TaskTimeMin ? idleRounds + 1 : 0;
            if (idleRounds > IdleRoundsMax)
            {
                Thread.Sleep(IdleSleep);
            }
            else if (idleRounds > 0)
            {
                Thread.Yield();
            }
        }
    }

    private static string Names(IReadOnlyDictionary<string, object?> parameters) =>
        parameters.Count == 0 ? "none" : string.Join(", ", parameters.Keys);
}
