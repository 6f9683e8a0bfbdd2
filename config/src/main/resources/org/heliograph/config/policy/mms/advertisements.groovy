// Advertisements are small, say so, and nobody is woken by one.
Decision submission(Mms mms) {
    if (mms.messageClass != 'advertisement') return accept()
    mms.size > 100_000 ? refuse('too-large') : accept().subject('Ad: ' + mms.subject).tag('ad')
}

Decision delivery(Mms mms) {
    int hour = mms.time.hour
    mms.messageClass == 'advertisement' && (hour >= 21 || hour < 8) ? delayUntil('08:00') : accept()
}
