using System.Globalization;

namespace Tarn.Jobs.Background;

/// <summary>Ids of runs that are begun again, named as Glue names them: <c>ID_attempt_1</c>.</summary>
internal static class AttemptIds
{
    private const string Word = "_attempt_";

    /// <summary>Of the run that begins this one again.</summary>
    public static string Next(string id)
    {
        int place = id.LastIndexOf(Word, StringComparison.Ordinal);
        return place > 0
            && int.TryParse(
                id[(place + Word.Length)..], NumberStyles.None, CultureInfo.InvariantCulture, out int attempt)
            ? string.Create(CultureInfo.InvariantCulture, $"{id[..place]}{Word}{attempt + 1}")
            : $"{id}{Word}1";
    }
}
