using Tarn.Common;
using Tarn.Streams.Prefixes;

namespace Tarn.Streams.Rules;

/// <summary>
/// How the prefixes of a stream and its partition keys must fit ("Understand custom prefixes for Amazon S3 objects").
/// </summary>
internal static class PrefixRules
{
    private const int KeysMax = 50;
    private const string ErrorExpression = "!{firehose:error-output-type}";

    public static IEnumerable<StreamProblem> FindProblems(StreamDestination destination)
    {
        PrefixExpression? prefix = TryParse(destination.Prefix, StreamSetting.Prefix, out StreamProblem? problem);
        PrefixExpression? errors = TryParse(
            destination.ErrorPrefix, StreamSetting.ErrorPrefix, out StreamProblem? errorProblem);
        return
        [
            .. new[] { problem, errorProblem }.OfType<StreamProblem>(),
            .. prefix is null ? [] : OfPrefix(prefix, destination),
            .. prefix is null || errors is null ? [] : OfErrors(prefix, errors),
            .. Paths(destination),
        ];
    }

    private static PrefixExpression? TryParse(string text, StreamSetting setting, out StreamProblem? problem)
    {
        problem = null;
        try
        {
            return PrefixExpression.Parse(text);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.BadArgument)
        {
            problem = new StreamProblem(setting, exception.Message, exception.Hint);
            return null;
        }
    }

    private static IEnumerable<StreamProblem> OfPrefix(PrefixExpression prefix, StreamDestination destination)
    {
        if (prefix.HasErrorOutputType)
        {
            yield return new(
                StreamSetting.Prefix, $"the prefix has {ErrorExpression}, which only an error prefix may have");
        }

        foreach (string key in prefix.QueryKeys.Where(key => !destination.PartitionKeys.ContainsKey(key)))
        {
            yield return new(
                StreamSetting.Prefix,
                $"the prefix names the partition key '{key}', which is not defined",
                Suggestion.DidYouMean(key, destination.PartitionKeys.Keys));
        }

        foreach (string key in destination.PartitionKeys.Keys.Except(prefix.QueryKeys, StringComparer.Ordinal))
        {
            yield return new(
                StreamSetting.PartitionKeys,
                $"the partition key '{key}' is not in the prefix",
                $"write !{{partitionKeyFromQuery:{key}}} into the prefix, or leave the key out");
        }

        if (prefix.LambdaKeys.Count > 0 && destination.Transform?.Function is null)
        {
            yield return new(
                StreamSetting.Prefix,
                $"the prefix names the partition key '{prefix.LambdaKeys[0]}' of a function, and there is no function");
        }
    }

    private static IEnumerable<StreamProblem> OfErrors(PrefixExpression prefix, PrefixExpression errors)
    {
        if (errors.QueryKeys.Count + errors.LambdaKeys.Count > 0)
        {
            yield return new(
                StreamSetting.ErrorPrefix, "the error prefix names a partition key, and what failed may have none");
        }

        if (errors.Text.Length == 0 && prefix.HasExpressions)
        {
            yield return new(
                StreamSetting.ErrorPrefix,
                "a prefix with expressions needs an error prefix",
                $"for example errors/{ErrorExpression}/");
        }
        else if (errors.HasExpressions && !errors.HasErrorOutputType)
        {
            yield return new(
                StreamSetting.ErrorPrefix, $"an error prefix with expressions needs {ErrorExpression} among them");
        }
    }

    private static IEnumerable<StreamProblem> Paths(StreamDestination destination)
    {
        if (destination.PartitionKeys.Count > KeysMax)
        {
            yield return new(
                StreamSetting.PartitionKeys,
                $"there are {destination.PartitionKeys.Count} partition keys, expected at most {KeysMax}");
        }

        foreach ((string name, string path) in destination.PartitionKeys)
        {
            if (!PartitionKeyName.IsValid(name))
            {
                yield return new(
                    StreamSetting.PartitionKeys, $"'{name}' is no name of a partition key", PartitionKeyName.Rule);
            }

            if (PathProblem(name, path) is { } problem)
            {
                yield return problem;
            }
        }
    }

    private static StreamProblem? PathProblem(string name, string path)
    {
        try
        {
            PartitionKeyPath.Parse(path);
            return null;
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.BadArgument)
        {
            return new StreamProblem(
                StreamSetting.PartitionKeys, $"partition key '{name}': {exception.Message}", exception.Hint);
        }
    }
}
