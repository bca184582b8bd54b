using System.Text;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Kms;

/// <summary>One page of a list; a marker names the last thing of the page before.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="NextMarker">Null when nothing follows.</param>
internal sealed record KmsPage<T>(IReadOnlyList<T> Items, string? NextMarker)
{
    private const int LimitMax = 1000;

    public bool Truncated => NextMarker is not null;

    /// <param name="all">In ordinal order of their names.</param>
    /// <param name="nameOf">Tells them apart.</param>
    /// <param name="marker">Of the page before; null for the first.</param>
    /// <param name="limit">1 to 1,000; null is the operation's own.</param>
    /// <param name="limitDefault">The operation's own.</param>
    /// <exception cref="AwsException"><c>InvalidMarkerException</c>, or <c>ValidationException</c>.</exception>
    public static KmsPage<T> Take(
        IEnumerable<T> all, Func<T, string> nameOf, string? marker, int? limit, int limitDefault)
    {
        int count = KmsChecks.RequireRange("limit", limit ?? limitDefault, 1, LimitMax);
        string? after = marker is null ? null : Read(marker);
        T[] found =
        [
            .. all.Where(one => after is null || string.CompareOrdinal(nameOf(one), after) > 0).Take(count + 1),
        ];
        return found.Length <= count
            ? new KmsPage<T>(found, null)
            : new KmsPage<T>(found[..count], Convert.ToBase64String(Encoding.UTF8.GetBytes(nameOf(found[count - 1]))));
    }

    private static string Read(string marker)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(marker));
        }
        catch (FormatException)
        {
            throw new AwsException("InvalidMarkerException", "The marker is none that this operation gave");
        }
    }
}
