using Tarn.Crawlers.Background;
using Tarn.Flows;
using Tarn.Jobs.Background;
using Tarn.Protocols.Aws.Glue.Jobs;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Triggers;

/// <summary>Triggers of the lake in Glue's words, and the other way round.</summary>
internal static class TriggerMapping
{
    private static readonly (string Word, TriggerKind Value)[] Kinds =
    [
        ("ON_DEMAND", TriggerKind.OnDemand), ("SCHEDULED", TriggerKind.Scheduled),
        ("CONDITIONAL", TriggerKind.Conditional), ("EVENT", TriggerKind.Event),
    ];

    private static readonly (string Word, JobRunState Value)[] JobStates =
    [
        ("SUCCEEDED", JobRunState.Succeeded), ("STOPPED", JobRunState.Stopped), ("FAILED", JobRunState.Failed),
        ("TIMEOUT", JobRunState.TimedOut),
    ];

    private static readonly (string Word, CrawlState Value)[] CrawlStates =
    [
        ("SUCCEEDED", CrawlState.Completed), ("FAILED", CrawlState.Failed), ("CANCELLED", CrawlState.Stopped),
    ];

    /// <exception cref="AwsException"><c>InvalidInputException</c>: none of the types.</exception>
    public static TriggerKind KindOf(string type) => ValueOf("Type", type, Kinds);

    /// <summary>The trigger with everything that the client said; what it did not say is gone.</summary>
    /// <exception cref="AwsException"><c>InvalidInputException</c>: a word that is none, or not supported.</exception>
    public static Trigger Put(Trigger trigger, TriggerInput said) => trigger with
    {
        Description = said.Description,
        Schedule = string.IsNullOrEmpty(said.Schedule) ? null : said.Schedule,
        Conditions = [.. (said.Predicate?.Conditions ?? []).Select(ConditionOf)],
        IsAnyEnough = (said.Predicate?.Logical ?? "AND") switch
        {
            "AND" => false,
            "ANY" => true,
            var other => throw Invalid($"Logical is '{other}', expected AND or ANY"),
        },
        Batch = said.EventBatchingCondition is { } batch ? new EventBatch(batch.BatchSize, batch.BatchWindow) : null,
        Actions = [.. (said.Actions ?? []).Select(ActionOf)],
    };

    public static TriggerAnswer AnswerOf(Trigger trigger) => new()
    {
        Name = trigger.Name,
        WorkflowName = trigger.Workflow,
        Type = WordOf(trigger.Kind, Kinds),
        State = trigger.IsOn switch
        {
            true => "ACTIVATED",
            false => "DEACTIVATED",
            null => "CREATED",
        },
        Description = trigger.Description,
        Schedule = trigger.Schedule,
        Actions = [.. trigger.Actions.Select(ActionOf)],
        Predicate = trigger.Conditions.Count == 0 ? null : new PredicateInput
        {
            Logical = trigger.IsAnyEnough ? "ANY" : "AND",
            Conditions = [.. trigger.Conditions.Select(ConditionOf)],
        },
        EventBatchingCondition = trigger.Batch is { } batch
            ? new EventBatchingCondition { BatchSize = batch.Size, BatchWindow = batch.WindowSeconds }
            : null,
    };

    private static TriggerAction ActionOf(ActionInput action)
    {
        JobInputs.RequireTimeout(action.Timeout);
        return string.IsNullOrEmpty(action.SecurityConfiguration)
            ? new TriggerAction
            {
                Job = action.JobName,
                Crawler = action.CrawlerName,
                Arguments = action.Arguments ?? new Dictionary<string, string>(),
                TimeoutMinutes = action.Timeout,
                NotifyAfterMinutes = action.NotificationProperty?.NotifyDelayAfter,
            }
            : throw Invalid("not supported: SecurityConfiguration of an action");
    }

    private static ActionInput ActionOf(TriggerAction action) => new()
    {
        JobName = action.Job,
        CrawlerName = action.Crawler,
        Arguments = action.Arguments.Count == 0 ? null : action.Arguments,
        Timeout = action.TimeoutMinutes,
        NotificationProperty = action.NotifyAfterMinutes is { } minutes
            ? new NotificationProperty { NotifyDelayAfter = minutes }
            : null,
    };

    private static TriggerCondition ConditionOf(ConditionInput condition)
    {
        if (condition.LogicalOperator is not (null or "EQUALS"))
        {
            throw Invalid($"LogicalOperator is '{condition.LogicalOperator}', expected EQUALS");
        }

        return new TriggerCondition
        {
            Job = condition.JobName,
            JobState = condition.State is { } state ? ValueOf("State", state, JobStates) : null,
            Crawler = condition.CrawlerName,
            CrawlState = condition.CrawlState is { } crawl ? ValueOf("CrawlState", crawl, CrawlStates) : null,
        };
    }

    private static ConditionInput ConditionOf(TriggerCondition condition) => new()
    {
        LogicalOperator = "EQUALS",
        JobName = condition.Job,
        State = condition.JobState is { } state ? WordOf(state, JobStates) : null,
        CrawlerName = condition.Crawler,
        CrawlState = condition.CrawlState is { } crawl ? WordOf(crawl, CrawlStates) : null,
    };

    private static T ValueOf<T>(string member, string word, (string Word, T Value)[] words)
    {
        foreach ((string known, T value) in words)
        {
            if (known == word)
            {
                return value;
            }
        }

        throw Invalid($"{member} is '{word}', expected {string.Join(", ", words.Select(pair => pair.Word))}");
    }

    private static string WordOf<T>(T value, (string Word, T Value)[] words) =>
        words.First(pair => EqualityComparer<T>.Default.Equals(pair.Value, value)).Word;

    private static AwsException Invalid(string message) => new(GlueErrors.InvalidInput, message);
}
