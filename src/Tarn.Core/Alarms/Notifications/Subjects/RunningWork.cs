namespace Tarn.Alarms.Notifications.Subjects;

/// <summary>A run that is under way.</summary>
public sealed record RunningWork(string RunId, DateTimeOffset StartedAt);
