using System.Text.Json;

namespace Tarn.Alarms.Notifications.Sending;

/// <summary>What incoming webhooks of Slack take.</summary>
internal sealed record SlackBody(string Text)
{
    /// <summary>
    /// With what has a meaning in Slack's text written as letters ("Formatting text: Escaping text"), so that a name
    /// cannot call for people or link somewhere.
    /// </summary>
    public static byte[] Of(string lake, Notification notification) => JsonSerializer.SerializeToUtf8Bytes(
        new SlackBody(Escape($"[{lake}] {notification.Title}\n{notification.Text}")), SendingJson.Default.SlackBody);

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
