using Tarn.Observability;
using Tarn.State;

namespace Tarn.Alarms.Notifications.Subjects;

/// <summary>What people know of each job, crawler and workflow. Kept in memory too; one user at a time.</summary>
internal sealed class SubjectStore(DocumentStore documents)
{
    private readonly Dictionary<(WorkSubject Kind, string Name), SubjectState> _known = [];

    public async Task<SubjectState> ReadAsync(WorkSubject kind, string name, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue((kind, name), out SubjectState? state))
        {
            Document<SubjectState>? document = await documents.ReadAsync(
                NameOf(kind, name), AlarmsJson.Default.SubjectState, cancellationToken);
            state = document?.Value ?? new SubjectState(kind, name);
            _known[(kind, name)] = state;
        }

        return state;
    }

    /// <summary>A success after a success is kept in memory only: the history of runs has it.</summary>
    public async Task SaveAsync(SubjectState before, SubjectState after, CancellationToken cancellationToken)
    {
        bool isWorthIt = before.IsTroubled || after.IsTroubled || before.SlowRunId != after.SlowRunId
            || (before.OnTimeAt is null && after.OnTimeAt is not null);
        if (isWorthIt)
        {
            await documents.PutAsync(
                NameOf(after.Kind, after.Name), after, AlarmsJson.Default.SubjectState, cancellationToken);
        }

        _known[(after.Kind, after.Name)] = after;
    }

    private static string NameOf(WorkSubject kind, string name) =>
        $"notifications/subjects/{kind.ToString().ToLowerInvariant()}/{name}";
}
