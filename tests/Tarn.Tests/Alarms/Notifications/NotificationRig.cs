using Tarn.Alarms.Notifications;
using Tarn.Alarms.Notifications.Channels;
using Tarn.Alarms.Notifications.Outbox;
using Tarn.Alarms.Notifications.Sending;
using Tarn.Alarms.Notifications.Subjects;
using Tarn.Observability;
using Tarn.State;
using Tarn.Testing;

namespace Tarn.Tests.Alarms.Notifications;

/// <summary>Notifications over real documents, with a clock of the test and a sender that answers as it says.</summary>
internal sealed class NotificationRig : INotificationSender, IWorkLook, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private int _runs;

    public NotificationRig()
    {
        Documents = new DocumentStore(_directory.Path, new SequentialIdSource());
        Settings = new NotificationSettings
        {
            Channels = new Dictionary<string, NotificationChannel>
            {
                ["chat"] = new SlackChannel("chat", new Uri("https://chat.example/")),
            },
        };
    }

    public ManualTimeProvider Clock { get; } = new();

    public NotificationSettings Settings { get; set; }

    public DocumentStore Documents { get; }

    /// <summary>What the channels got: channel, event and title.</summary>
    public List<(string Channel, Notification Notification)> Sent { get; } = [];

    /// <summary>What channels answer.</summary>
    public Func<NotificationChannel, Notification, SendOutcome> Answer { get; set; } =
        (_, _) => new SendOutcome.Sent();

    public List<WorkOutcome> Latest { get; } = [];

    public RunningWork? Running { get; set; }

    public IEnumerable<string> Titles => Sent.Select(sent => sent.Notification.Title);

    public Task<IReadOnlyList<NotificationMessage>> MessagesAsync() =>
        new MessageStore(Documents).ListAsync(100, CancellationToken.None);

    public Task<NotificationDesk> OpenAsync() => NotificationDesk.OpenAsync(
        new NotificationParts
        {
            Settings = Settings,
            Documents = Documents,
            Sender = this,
            Work = this,
            TimeProvider = Clock,
            Random = new Random(1),
        },
        CancellationToken.None);

    /// <summary>A run of the job that ends now.</summary>
    public WorkOutcome Outcome(WorkResult result, string job = "etl")
    {
        _runs++;
        DateTimeOffset now = Clock.GetUtcNow();
        return new WorkOutcome(
            WorkSubject.Job,
            job,
            $"run{_runs:000}",
            result,
            now.AddMinutes(-1),
            now,
            result == WorkResult.Failed ? "a.b: TN6001: broken" : null);
    }

    public Task<SendOutcome> SendAsync(
        NotificationChannel channel, Notification notification, CancellationToken cancellationToken)
    {
        SendOutcome outcome = Answer(channel, notification);
        if (outcome is SendOutcome.Sent)
        {
            Sent.Add((channel.Name, notification));
        }

        return Task.FromResult(outcome);
    }

    public Task<IReadOnlyList<WorkOutcome>> ListLatestAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<WorkOutcome>>([.. Latest]);

    public Task<RunningWork?> FindRunningAsync(
        WorkSubject kind, string name, CancellationToken cancellationToken) => Task.FromResult(Running);

    public void Dispose() => _directory.Dispose();
}
