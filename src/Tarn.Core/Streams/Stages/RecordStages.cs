using Tarn.Common;
using Tarn.Engine;

namespace Tarn.Streams.Stages;

/// <summary>What the destination of a stream asks to be done to records, in the order in which it is done.</summary>
/// <param name="engine">Runs transforms in SQL.</param>
/// <param name="functions">What transforms may name.</param>
internal sealed class RecordStages(
    DuckInstance engine, IReadOnlyDictionary<string, Func<StreamRecord, FunctionResult>> functions)
{
    /// <summary>New ones, for one batch.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: it names a function that the host does not have.</exception>
    public IReadOnlyList<IRecordStage> Of(StreamDestination destination)
    {
        List<IRecordStage> stages = [];
        if (destination.Split is { } split)
        {
            stages.Add(new SplitStage(split));
        }

        if (destination.Transform?.Sql is { } sql)
        {
            stages.Add(new SqlStage(sql, engine));
        }

        if (destination.Transform?.Function is { } function)
        {
            stages.Add(new FunctionStage(Function(function)));
        }

        if (destination.PartitionKeys.Count > 0)
        {
            stages.Add(new PartitionStage(destination.PartitionKeys));
        }

        return stages;
    }

    private Func<StreamRecord, FunctionResult> Function(string name) =>
        functions.GetValueOrDefault(name) ?? throw new TarnException(
            ErrorCodes.UnknownName, $"there is no function '{name}' for streams")
        {
            Hint = functions.Count == 0
                ? "functions are given by programs that embed Tarn; SQL needs none"
                : Suggestion.DidYouMean(name, functions.Keys),
        };
}
