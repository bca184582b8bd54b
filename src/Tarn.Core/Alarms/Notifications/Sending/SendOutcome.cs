namespace Tarn.Alarms.Notifications.Sending;

/// <summary>What came of one attempt to send.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    public sealed record Sent : SendOutcome;

    /// <summary>It did not go now, and may later.</summary>
    public sealed record Later(string Reason) : SendOutcome;

    /// <summary>It will not go however often it is tried.</summary>
    public sealed record Refused(string Reason) : SendOutcome;
}
