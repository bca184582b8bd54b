using Tarn.Common;
using Tarn.Engine;
using Tarn.Tables.DeletionVectors;

namespace Tarn.Tables.Reading;

/// <summary>The numbers that stand for deletion vectors in SQL.</summary>
internal sealed class VectorNumbers(DuckConnection connection, FilePlaces places)
{
    /// <summary>
    /// Reads them all now, so that a damaged one is known before the query runs. One number for each part, 0 where it
    /// has no vector.
    /// </summary>
    /// <exception cref="TarnException"><c>TN5001</c>: a deletion vector cannot be read.</exception>
    public async Task<long[]> OfAsync(
        IReadOnlyList<FilePart> parts, Func<FilePart, DeletionVector?> vectorOf, CancellationToken cancellationToken)
    {
        long[] numbers = new long[parts.Count];
        if (!parts.Any(part => vectorOf(part) is not null))
        {
            return numbers;
        }

        DeletedRowsRegistry registry = DeletedRowsFunction.Ensure(connection);
        await Task.Run(
            () =>
            {
                for (int i = 0; i < numbers.Length; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    numbers[i] = vectorOf(parts[i]) is DeletionVector vector
                        ? Load(registry, vector, parts[i].File.Path)
                        : 0;
                }
            },
            cancellationToken);
        return numbers;
    }

    private long Load(DeletedRowsRegistry registry, DeletionVector vector, string file)
    {
        try
        {
            long number = registry.NumberOf(places.Of(vector));
            registry.Get(number);
            return number;
        }
        catch (FormatException exception)
        {
            throw new TarnException(
                ErrorCodes.TableCorrupt,
                $"table '{places.Table}', file '{file}': {exception.Message}",
                exception);
        }
    }
}
