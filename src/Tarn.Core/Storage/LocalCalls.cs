using Tarn.Common;

namespace Tarn.Storage;

/// <summary>Runs file calls at the path of an object, and says failures in terms of bucket and key.</summary>
internal sealed class LocalCalls(LocalPaths paths)
{
    private const int PlacesMax = 4;

    /// <exception cref="TarnException"><c>TN4005</c>: no object can have the key.</exception>
    public void Require(string key) => ObjectKey.Validate(paths.Bucket, key);

    /// <summary>As <see cref="Run"/>, on a thread for calls that block.</summary>
    public Task<T> RunAsync<T>(
        string action, string key, Func<string, T> work, CancellationToken cancellationToken) =>
        BlockingIo.RunAsync(() => Run(action, key, work), cancellationToken);

    /// <summary>Runs it again from the start when the object got another place meanwhile.</summary>
    /// <param name="action">The verb: "read", "write".</param>
    /// <param name="key">Of the object.</param>
    /// <param name="work">Gets the path; its null means that there is no object.</param>
    /// <exception cref="TarnException">With a 4xxx code.</exception>
    public T Run<T>(string action, string key, Func<string, T> work)
    {
        for (int attempt = 1; ; attempt++)
        {
            string path = paths.Resolve(key);
            try
            {
                T result = work(path);
                if (result is not null || attempt == PlacesMax || paths.Resolve(key) == path)
                {
                    return result;
                }
            }
            catch (Exception exception) when (IoErrors.IsIo(exception))
            {
                if (attempt == PlacesMax || paths.Resolve(key) == path)
                {
                    throw LocalErrors.Translate(exception, paths, action, key, path);
                }
            }
        }
    }
}
