"""Is a picture worth looking at? `measures` puts numbers to one picture, `scene` knows how it usually looks, `judge`
says with hysteresis what is wrong. OpenCV comes through `video._cv` alone.
"""
