using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tarn.Alarms.Notifications.Subjects;

/// <summary>
/// Ids of notifications: made of what they are about, so that a second look at the same thing, after a crash, makes the
/// same one.
/// </summary>
internal static class NotificationIds
{
    private const int DigestLength = 12;

    /// <param name="at">When it happened; ids sort by it.</param>
    /// <param name="parts">What tells it from others of the same moment.</param>
    public static string Of(DateTimeOffset at, params string[] parts)
    {
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts)));
        string moment = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);
        return $"{moment}-{Convert.ToHexStringLower(digest)[..DigestLength]}";
    }
}
