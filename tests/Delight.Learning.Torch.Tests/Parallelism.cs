// Tests count the native tensors of the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
