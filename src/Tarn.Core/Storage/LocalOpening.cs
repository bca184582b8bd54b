using Microsoft.Win32.SafeHandles;
using Tarn.Storage.Attributes;

namespace Tarn.Storage;

/// <summary>Opens files of objects together with their attributes. Blocking. Failures are IO exceptions.</summary>
internal sealed class LocalOpening(AttributeFiles attributeFiles)
{
    /// <summary>
    /// All of it is of one put, whatever is put meanwhile. Null when there is no file; the caller disposes it.
    /// </summary>
    public OpenObject? Open(AttributeOwner owner, string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            long sizeBytes = RandomAccess.GetLength(file);
            DateTime modifiedUtc = File.GetLastWriteTimeUtc(file);
            ObjectAttributes attributes = attributeFiles.Read(owner, file, sizeBytes, modifiedUtc);
            return new OpenObject(
                new AttributedObject(LocalPaths.Describe(owner.Key, sizeBytes, modifiedUtc), attributes), file);
        }
        catch (Exception exception)
        {
            file?.Dispose();
            if (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }

            throw;
        }
    }
}
